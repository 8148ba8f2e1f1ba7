package dev.trunkline.platform.background;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;

/** Plain JDBC transactions of the background role: committed when the work returns, rolled back when it throws. */
public final class Transactions {

    private static final String LIMIT_DURATION =
            "select set_config('transaction_timeout', ?, true), set_config('statement_timeout', ?, true)";

    private static final String DO_NOT_WAIT_FOR_THE_DISK = ", set_config('synchronous_commit', 'off', true)";

    private final DataSource dataSource;
    private final Duration limit;
    private final String beginning;

    /**
     * Begins none yet.
     *
     * @param dataSource not enlisted in JTA
     * @param limit after it the server ends the transaction with its connection, so that no lock outlives a stuck process
     */
    public Transactions(DataSource dataSource, Duration limit) {
        this(dataSource, limit, LIMIT_DURATION);
    }

    private Transactions(DataSource dataSource, Duration limit, String beginning) {
        if (limit.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("a transaction needs at least 100 ms, not " + limit);
        }
        this.dataSource = dataSource;
        this.limit = limit;
        this.beginning = beginning;
    }

    /**
     * For work that nobody misses when the database crashes and forgets the last of it, because it is done again then: commits do not
     * wait for the disk.
     */
    public static Transactions repeatable(DataSource dataSource, Duration limit) {
        return new Transactions(dataSource, limit, LIMIT_DURATION + DO_NOT_WAIT_FOR_THE_DISK);
    }

    /** What happens in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction.
     *
     * @throws SQLException {@link SqlFailure} tells whether to try again
     */
    public <T> T call(Work<T> work) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                limitDuration(connection);
                T result = work.in(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                end(connection, committed);
            }
        }
    }

    /** A pool that has no connection in time says so without an SQL state; it is the same as a database that is away. */
    private Connection connect() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            if (e.getSQLState() != null) {
                throw e;
            }
            throw new SQLTransientConnectionException(e.getMessage(), "08001", e);
        }
    }

    private void limitDuration(Connection connection) throws SQLException {
        String milliseconds = Long.toString(limit.toMillis());
        try (PreparedStatement statement = connection.prepareStatement(beginning)) {
            statement.setString(1, milliseconds);
            statement.setString(2, milliseconds);
            statement.execute();
        }
    }

    /** What went wrong before is what the caller must hear of, not that the connection is broken now. */
    private static void end(Connection connection, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException alreadyBroken) {
            // The pool finds out when it takes the connection back.
        }
    }
}
