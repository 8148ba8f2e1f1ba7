package dev.trunkline.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Inserts a set that most likely meets nothing that is there. {@code on conflict} asks each unique index for each row before it writes, which
 * costs half as much again as inserting; so the set is inserted plainly, and only one that a unique index refuses as a whole is
 * inserted again with it.
 */
public final class PlainInsertion {

    private static final String UNIQUE_VIOLATION = "23505";

    private PlainInsertion() {}

    /** An insertion without {@code on conflict}. */
    @FunctionalInterface
    public interface Insertion {
        void run() throws SQLException;
    }

    /**
     * Tries it under a savepoint.
     *
     * @param connection in a transaction
     * @return whether all of it was inserted; otherwise nothing was
     * @throws SQLException for any failure but a unique index's refusal
     */
    public static boolean succeeds(Connection connection, Insertion insertion) throws SQLException {
        execute(connection, "savepoint plain_insertion");
        try {
            insertion.run();
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            execute(connection, "rollback to savepoint plain_insertion");
            execute(connection, "release savepoint plain_insertion");
            return false;
        }
        execute(connection, "release savepoint plain_insertion");
        return true;
    }

    /** In SQL: the pool lets nobody roll back a connection that takes part in a transaction of the request path, not even to a savepoint. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
