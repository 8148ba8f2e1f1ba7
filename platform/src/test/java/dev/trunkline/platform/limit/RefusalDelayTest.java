package dev.trunkline.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalDelayTest {

    private static final Duration USUAL = Duration.ofMillis(250);

    @ParameterizedTest
    @CsvSource({
        "1, 0, 125",
        "1, 0.5, 250",
        "1, 1, 375",
        "16, 0.5, 250",
        "17, 0.5, 500",
        "64, 0.5, 1000",
        "100000, 0.5, 2000"
    })
    void holdsARefusalTheLongerTheMoreOfTheCallerAreHeld(int held, double random, long millis) {
        assertThat(RefusalDelay.millis(USUAL, held, random)).isEqualTo(millis);
    }

    @Test
    void holdsEachForAMomentWhateverTheUsualDelayIs() {
        assertThat(RefusalDelay.millis(Duration.ZERO, 1, 0)).isEqualTo(1);
    }

    @Test
    void letsThoseThatCameTogetherComeBackOneByOne() {
        Random random = new Random(20_261_123);

        long[] within25Millis = new long[61];
        IntStream.rangeClosed(1, 64)
                .mapToLong(held -> RefusalDelay.millis(USUAL, held, random.nextDouble()))
                .forEach(millis -> within25Millis[(int) (millis / 25)]++);

        assertThat(Arrays.stream(within25Millis).max().orElseThrow()).isLessThanOrEqualTo(8);
    }
}
