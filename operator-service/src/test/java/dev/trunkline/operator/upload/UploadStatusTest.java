package dev.trunkline.operator.upload;

import static dev.trunkline.operator.upload.UploadStatus.COMPLETED;
import static dev.trunkline.operator.upload.UploadStatus.COMPLETED_WITH_ERRORS;
import static dev.trunkline.operator.upload.UploadStatus.DELIVERING;
import static dev.trunkline.operator.upload.UploadStatus.FAILED;
import static dev.trunkline.operator.upload.UploadStatus.RECEIVED;
import static dev.trunkline.operator.upload.UploadStatus.VALIDATING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UploadStatusTest {

    private static final Map<UploadStatus, Set<UploadStatus>> LEGAL = Map.of(
            RECEIVED, EnumSet.of(VALIDATING, FAILED),
            VALIDATING, EnumSet.of(DELIVERING, FAILED),
            DELIVERING, EnumSet.of(COMPLETED, COMPLETED_WITH_ERRORS),
            COMPLETED, EnumSet.noneOf(UploadStatus.class),
            COMPLETED_WITH_ERRORS, EnumSet.of(DELIVERING),
            FAILED, EnumSet.noneOf(UploadStatus.class));

    @ParameterizedTest
    @EnumSource
    void becomesWhatTheTableSaysAndNothingElse(UploadStatus from) {
        for (UploadStatus to : UploadStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.get(from).contains(to));
        }
    }

    @Test
    void namesWhatLeadsToAStatusForStatements() {
        assertThat(FAILED.predecessors()).containsExactlyInAnyOrder("received", "validating");
        assertThat(COMPLETED.predecessors()).containsExactly("delivering");
        assertThat(DELIVERING.predecessors()).containsExactlyInAnyOrder("validating", "completedWithErrors");
        assertThat(RECEIVED.predecessors()).isEmpty();
    }
}
