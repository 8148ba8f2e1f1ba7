package dev.trunkline.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** JDBC within the current transaction of the request path, on the connection that Hibernate uses too. */
@ApplicationScoped
public class RequestDatabase {

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;

    RequestDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Does the work in the current transaction.
     *
     * @throws FailedStatementException with the SQL error as its cause
     */
    public <R> R call(Work<R> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new FailedStatementException(e);
        }
    }

    /** An SQL error, unchecked, so that the transaction rolls back and the mapper of SQL errors finds it as the cause. */
    public static final class FailedStatementException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedStatementException(SQLException cause) {
            super(cause);
        }
    }
}
