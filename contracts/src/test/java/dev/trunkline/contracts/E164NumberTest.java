package dev.trunkline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E164NumberTest {

    @Test
    void readsANumberWithAndWithoutItsPlusSignAndShowsItWithIt() {
        assertThat(E164Number.of("4930231250")).hasToString("+4930231250").isEqualTo(E164Number.of("+4930231250"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10", "10", "+999999999999999", "+12"})
    void acceptsTwoToFifteenDigits(String text) {
        assertThat(E164Number.isWellFormed(text)).isTrue();
        assertThat(E164Number.of(text).digits()).isEqualTo(Long.parseLong(text.replace("+", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "0",
                "+0493023125000",
                "0493023125000",
                "+1234567890123456",
                "++4930231250",
                "+49 30 231250",
                "+49-30-231250",
                "4930231250+",
                "tel:+4930231250",
                "+4930231250;ext=12",
                " +4930231250",
                "+4930231250\n",
                "+49A0231250",
                "+٤٩٣٠٢٣١٢٥٠"
            })
    void refusesEverythingElse(String text) {
        assertThat(E164Number.isWellFormed(text)).isFalse();
        assertThatThrownBy(() -> E164Number.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an E.164 number");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -4930231250L, 0, 9, 1_000_000_000_000_000L, Long.MAX_VALUE})
    void refusesDigitsThatAreNoNumber(long digits) {
        assertThatThrownBy(() -> new E164Number(digits)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void masksAllButTheFirstThreeAndLastTwoDigits() {
        assertThat(E164Number.of("+4930231250").masked()).isEqualTo("+493*****50");
    }

    @Test
    void masksAShortNumberWhole() {
        assertThat(E164Number.of("+12345").masked()).isEqualTo("+*****");
    }

    @Test
    void ordersByItsDigits() {
        List<E164Number> sorted = Stream.of("+4930231250", "+10", "+14255550100")
                .map(E164Number::of)
                .sorted()
                .toList();

        assertThat(sorted).extracting(E164Number::toString).containsExactly("+10", "+4930231250", "+14255550100");
    }

    @Test
    void isAStringInJson() throws Exception {
        String json = ContractJson.mapper().writeValueAsString(E164Number.of("+4930231250"));

        assertThat(json).isEqualTo("\"+4930231250\"");
        assertThat(ContractJson.mapper().readValue(json, E164Number.class)).isEqualTo(E164Number.of("+4930231250"));
    }
}
