package dev.trunkline.number.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.E164Number;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberAreasTest {

    private final NumberAreas areas = new NumberAreas(() -> Map.of(
            "4930", Set.of("10", "12", "13"),
            "493099", Set.of("14"),
            "3531", Set.of("D"),
            "1425", Set.of("98")));

    @ParameterizedTest(name = "{0} of {1} at {2}: {3}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            +493023125001, DE, 10115,   true
            +493023125001, DE, 80331,   false
            +493023125001, DE, -,       false
            +493099125001, DE, 14467,   true
            +493099125001, DE, 10115,   false
            +498923125001, DE, 10115,   true
            +35312345678,  IE, d02 x285, true
            +35312345678,  IE, T12 X285, false
            +14255550100,  US, 10001,   true
            """)
    void asksForAnAddressInTheAreaWhereTheCountryDoesAndTheAreaIsKnown(
            String number, String country, String postalCode, boolean covered) {
        assertThat(areas.covers(E164Number.of(number), country, postalCode)).isEqualTo(covered);
    }
}
