package dev.trunkline.operator.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The application role's connection of the current transaction; row-level security binds it to the scope of the request. */
@ApplicationScoped
public class RequestDatabase {

    private final DataSource dataSource;

    RequestDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Lets {@code work} use the connection that belongs to the current transaction.
     *
     * @throws DatabaseException when the database refuses; its cause tells why
     */
    public <T> T call(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** As {@link #call}, without a result. */
    public void run(Action action) {
        call(connection -> {
            action.with(connection);
            return Boolean.TRUE;
        });
    }

    /** Work with a connection that is neither committed nor closed by it. */
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Work without a result. */
    public interface Action {
        void with(Connection connection) throws SQLException;
    }
}
