package dev.trunkline.number.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressRulesTest {

    private final AddressRules rules = new AddressRules();

    @Test
    void findsNothingAgainstACompleteAddress() {
        assertThat(rules.findings(address("US", "WA", "98052", BigDecimal.ONE))).isEmpty();
    }

    @Test
    void namesEverythingThatIsMissing() {
        AddressLines bare = new AddressLines("Contoso", "US", null, " ", null, null, null, null, null);

        assertThat(rules.findings(bare)).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"US, 9805", "GB, 12345", "AT, 80333", "NL, AB 1234", "DE, 8033"})
    void knowsTheFormOfPostalCodes(String country, String postalCode) {
        assertThat(rules.findings(address(country, "WA", postalCode, BigDecimal.ONE)))
                .singleElement()
                .asString()
                .contains(postalCode);
    }

    @Test
    void needsNoCoordinatesInAustraliaAndJapan() {
        assertThat(rules.findings(address("AU", "NSW", "2000", null))).isEmpty();
        assertThat(rules.findings(address("JP", null, "100-0001", null))).isEmpty();
        assertThat(rules.findings(address("FR", null, "75001", null))).hasSize(2);
    }

    static Stream<Arguments> allPairs() {
        return Stream.of(ValidationStatus.values())
                .flatMap(from -> Stream.of(ValidationStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void neverTakesBackAValidation(ValidationStatus from, ValidationStatus to) {
        boolean edited = from == ValidationStatus.INVALID && to == ValidationStatus.NOT_VALIDATED;
        boolean judged = from != ValidationStatus.VALIDATED && to != ValidationStatus.NOT_VALIDATED;

        assertThat(from.canBecome(to)).isEqualTo(edited || judged);
    }

    private static AddressLines address(String country, String state, String postalCode, BigDecimal coordinate) {
        return new AddressLines(
                "Contoso", country, "1", "Main Street", "Town", state, postalCode, coordinate, coordinate);
    }
}
