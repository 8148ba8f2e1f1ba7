package dev.trunkline.number.addresschange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AddressChangeStatus;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddressChangeStatusTest {

    static Stream<Arguments> allPairs() {
        return Stream.of(AddressChangeStatus.values())
                .flatMap(from -> Stream.of(AddressChangeStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void endsARequestOnce(AddressChangeStatus from, AddressChangeStatus to) {
        boolean legal = from == AddressChangeStatus.OPEN && to != AddressChangeStatus.OPEN;

        assertThat(AddressChangeRequest.canBecome(from, to)).isEqualTo(legal);
    }
}
