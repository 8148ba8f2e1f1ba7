package dev.trunkline.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                          | 0
            wait=5                        | 5
            respond-async, wait=10        | 10
            respond-async; x=1, WAIT = 7  | 7
            wait="3"                      | 3
            wait=100000                   | 30
            wait=-1                       | 0
            wait=soon                     | 0
            await=5                       | 0
            """)
    void readsHowLongTheCallerWaits(String prefer, long seconds) {
        assertThat(Preferences.waitOf(prefer)).hasSeconds(seconds);
    }
}
