package dev.trunkline.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshNumbersTest {

    @ParameterizedTest
    @ValueSource(strings = {"AT", "AU", "DE", "ES", "FR", "GB", "NL", "SE", "US"})
    void areDifferentAndValidInTheirCountry(String country) throws NumberParseException {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

        List<String> numbers = new FreshNumbers(42).of(country, 500);

        assertThat(numbers).hasSize(500).doesNotHaveDuplicates();
        for (String number : numbers) {
            assertThat(plans.isValidNumberForRegion(plans.parse(number, null), country))
                    .describedAs(number)
                    .isTrue();
        }
    }

    @Test
    void areTheSameForTheSameSeedAndOthersForAnother() {
        List<String> some = new FreshNumbers(1).of("DE", 150);

        assertThat(new FreshNumbers(1).of("DE", 150)).isEqualTo(some);
        assertThat(new FreshNumbers(2).of("DE", 150)).doesNotContainAnyElementsOf(some);
    }

    @Test
    void areNotGivenTwice() {
        FreshNumbers fresh = new FreshNumbers(3);

        List<String> given = IntStream.range(0, 20)
                .mapToObj(turn -> fresh.of("DE", 5_000))
                .flatMap(List::stream)
                .toList();

        assertThat(given).hasSize(100_000).doesNotHaveDuplicates();
    }
}
