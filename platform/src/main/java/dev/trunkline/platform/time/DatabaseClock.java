package dev.trunkline.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** Asks the database of the request path, in its transaction if there is one. */
@ApplicationScoped
class DatabaseClock implements BusinessClock {

    private final DataSource dataSource;

    DatabaseClock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Instant now() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select business_now()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not tell the time", e);
        }
    }

    @Override
    public long nextRevision(long previous) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select next_revision(?)")) {
            statement.setLong(1, previous);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not give a revision", e);
        }
    }

    @Override
    public Reading read(long previous) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select business_now(), next_revision(?)")) {
            statement.setLong(1, previous);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Reading(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not tell the time", e);
        }
    }
}
