package dev.trunkline.operator.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountriesTest {

    @Test
    void knowsARegionOfEveryCountryOfTheWorld() {
        List<String> without = Arrays.stream(Locale.getISOCountries())
                // The Netherlands Antilles, which ISO 3166-1 has withdrawn and old JDKs still list.
                .filter(country -> !country.equals("AN"))
                .filter(country -> Countries.regionOf(country).isEmpty())
                .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void knowsNoCountryThatIsNone() {
        List<String> world = Arrays.asList(Locale.getISOCountries());
        for (Region region : Region.values()) {
            assertThat(world).containsAll(Countries.of(region));
        }
        assertThat(Countries.isCountry("XX")).isFalse();
        assertThat(Countries.isCountry("de")).isFalse();
    }

    @Test
    void sortsCountriesIntoRegions() {
        assertThat(Countries.regionsOf(List.of("US", "DE", "BR", "JP", "FR")))
                .containsExactly(Region.APAC, Region.EMEA, Region.LATAM, Region.NOAM);
    }
}
