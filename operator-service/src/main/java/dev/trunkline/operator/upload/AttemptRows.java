package dev.trunkline.operator.upload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How rows of an attempt are read in the order of their lines. */
final class AttemptRows {

    private AttemptRows() {}

    /**
     * The condition on rows that have no result of their own; the attempt is a parameter besides. Of a first attempt nearly all rows are, of a further one
     * few among many: then an index holds them and nothing else.
     */
    static String of(int attempt) {
        return attempt == Upload.FIRST_ATTEMPT ? "status = 'pending'" : "status = 'pending' and attempt > 1";
    }

    /**
     * For the statements that follow in the transaction: rows are taken from the index as they come in their order, and no further than is
     * asked for. The statistics know nothing of rows that have just come, and a plan for few would collect and sort a million each time.
     */
    static void inOrder(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('enable_bitmapscan', 'off', true)")) {
            statement.execute();
        }
    }
}
