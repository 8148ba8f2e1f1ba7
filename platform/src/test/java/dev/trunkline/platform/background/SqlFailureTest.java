package dev.trunkline.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({
        "40P01, CONFLICT",
        "40001, CONFLICT",
        "57014, TIMEOUT",
        "55P03, TIMEOUT",
        "25P03, TIMEOUT",
        "25P04, TIMEOUT",
        "08006, UNAVAILABLE",
        "08003, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "57P02, UNAVAILABLE",
        "57P03, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "53100, UNAVAILABLE",
        "58030, UNAVAILABLE",
        "25006, UNAVAILABLE",
        "23505, PERMANENT",
        "22P02, PERMANENT",
        "42501, PERMANENT",
        "42P01, PERMANENT",
        "21000, PERMANENT"
    })
    void knowsWhatASqlStateMeans(String state, SqlFailure expected) {
        assertThat(SqlFailure.of(new SQLException("x", state))).isEqualTo(expected);
    }

    @Test
    void findsTheSqlErrorBehindOthers() {
        assertThat(SqlFailure.of(new IllegalStateException(new SQLException("x", "40P01"))))
                .isEqualTo(SqlFailure.CONFLICT);
    }

    @Test
    void takesAPoolThatHasNoConnectionForUnavailable() {
        assertThat(SqlFailure.of(new SQLTransientConnectionException("no connection")))
                .isEqualTo(SqlFailure.UNAVAILABLE);
    }

    @Test
    void takesEverythingElseForPermanent() {
        assertThat(SqlFailure.of(new NullPointerException())).isEqualTo(SqlFailure.PERMANENT);
        assertThat(SqlFailure.of(new SQLException("no state"))).isEqualTo(SqlFailure.PERMANENT);
    }
}
