package dev.trunkline.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.platform.messaging.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The test server waits for no disk at all: what counts is whether the transaction has a setting of its own. */
    @Test
    void waitForTheDiskUnlessTheirWorkIsRepeatable() throws SQLException {
        try (TestDatabase database = new TestDatabase()) {
            assertThat(setsSynchronousCommit(new Transactions(database.background(), LIMIT)))
                    .isFalse();
            assertThat(setsSynchronousCommit(Transactions.repeatable(database.background(), LIMIT)))
                    .isTrue();
            assertThat(setsSynchronousCommit(new Transactions(database.background(), LIMIT)))
                    .isFalse();
        }
    }

    private static boolean setsSynchronousCommit(Transactions transactions) throws SQLException {
        return transactions.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select source = 'session' and setting = 'off' from pg_settings where name = 'synchronous_commit'")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }
}
