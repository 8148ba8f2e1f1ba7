package dev.trunkline.operator.upload;

import dev.trunkline.operator.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * The receiving of one body: a database session of its own, which holds an advisory lock for as long as the process that receives
 * lives. Whoever can take the lock of an upload that is still {@code received} knows, without any clock, that nobody receives it.
 */
final class Reception implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Reception.class);
    private static final String LOCK_KEY = "hashtextextended('upload reception ' || ?, 0)";

    private final Connection session;
    private final UUID uploadId;
    private final Semaphore places;

    /** Takes the lock; the caller has taken a place. */
    Reception(Connection session, UUID uploadId, Semaphore places) throws SQLException {
        this.session = session;
        this.uploadId = uploadId;
        this.places = places;
        try (PreparedStatement statement = session.prepareStatement("select pg_advisory_lock(" + LOCK_KEY + ")")) {
            statement.setString(1, uploadId.toString());
            statement.execute();
        }
    }

    /** Does something in a transaction of this session, committed when it returns. */
    void inTransaction(Work work) throws SQLException {
        session.setAutoCommit(false);
        boolean done = false;
        try {
            work.with(session);
            session.commit();
            done = true;
        } finally {
            if (!done) {
                rollBack();
            }
            session.setAutoCommit(true);
        }
    }

    /** What happens in a transaction. */
    interface Work {
        void with(Connection connection) throws SQLException;
    }

    /** Whether no process receives the upload; the lock is given back at once. */
    static boolean isAbandoned(Connection connection, UUID uploadId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_try_advisory_xact_lock(" + LOCK_KEY + ")")) {
            statement.setString(1, uploadId.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        try (session) {
            try (PreparedStatement statement =
                    session.prepareStatement("select pg_advisory_unlock(" + LOCK_KEY + ")")) {
                statement.setString(1, uploadId.toString());
                statement.execute();
            }
        } catch (SQLException e) {
            // The lock went with the session.
            LOG.debugf("upload=%s the session of its reception had ended", uploadId);
        } finally {
            places.release();
        }
    }

    private void rollBack() {
        try {
            session.rollback();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
