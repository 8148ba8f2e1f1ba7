package dev.trunkline.number.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperationStatusTest {

    static Stream<Arguments> allPairs() {
        return Stream.of(OperationStatus.values())
                .flatMap(from -> Stream.of(OperationStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void leadsOnlyWhereTheDiagramLeads(OperationStatus from, OperationStatus to) {
        boolean legal = from == OperationStatus.RUNNING && to != OperationStatus.RUNNING;

        assertThat(from.canBecome(to)).isEqualTo(legal);
        assertThat(from.hasEnded()).isEqualTo(from != OperationStatus.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING, false",
        "PENDING, SUCCEEDED, true",
        "PENDING, FAILED, true",
        "PENDING, CANCELLED, true",
        "SUCCEEDED, PENDING, false",
        "SUCCEEDED, SUCCEEDED, false",
        "SUCCEEDED, FAILED, false",
        "SUCCEEDED, CANCELLED, false",
        "FAILED, PENDING, false",
        "FAILED, SUCCEEDED, false",
        "FAILED, FAILED, false",
        "FAILED, CANCELLED, false",
        "CANCELLED, PENDING, false",
        "CANCELLED, SUCCEEDED, false",
        "CANCELLED, FAILED, false",
        "CANCELLED, CANCELLED, false"
    })
    void endsRowsOnce(OperationRowStatus from, OperationRowStatus to, boolean legal) {
        assertThat(from.canBecome(to)).isEqualTo(legal);
        assertThat(List.of(to.before()).contains(from.wire())).isEqualTo(legal);
    }

    @Test
    void isAtAHundredPercentOnlyWhenNothingWaits() {
        assertThat(OperationView.percentage(10_000, 1)).isEqualTo(99);
        assertThat(OperationView.percentage(10_000, 0)).isEqualTo(100);
        assertThat(OperationView.percentage(3, 2)).isEqualTo(33);
    }
}
