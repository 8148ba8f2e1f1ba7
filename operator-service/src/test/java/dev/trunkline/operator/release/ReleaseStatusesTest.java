package dev.trunkline.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseStatusesTest {

    @ParameterizedTest
    @EnumSource
    void aReleaseRequestIsClosedOnce(ReleaseRequestStatus from) {
        for (ReleaseRequestStatus to : ReleaseRequestStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(from == ReleaseRequestStatus.OPEN && to != ReleaseRequestStatus.OPEN);
        }
    }
}
