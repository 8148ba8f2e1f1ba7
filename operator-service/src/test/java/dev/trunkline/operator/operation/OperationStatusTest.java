package dev.trunkline.operator.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationStatusTest {

    @ParameterizedTest
    @EnumSource
    void anOperationEndsOnce(OperationStatus from) {
        for (OperationStatus to : OperationStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(from == OperationStatus.RUNNING && to != OperationStatus.RUNNING);
        }
    }
}
