package dev.trunkline.number.inventory;

import dev.trunkline.platform.time.BusinessClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A reading of the database's clocks, taken under the locks of what is about to change.
 *
 * @param at business time
 * @param micros the database clock, from which revisions are made
 */
public record Moment(Instant at, long micros) {

    /** Reads the clocks in the current transaction of the request path. */
    public static Moment of(BusinessClock clock) {
        BusinessClock.Reading reading = clock.read(0);
        return new Moment(reading.now(), reading.nextRevision());
    }

    /** Reads the clocks over the given connection. */
    public static Moment read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select business_now(), next_revision(0)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Moment(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2));
        }
    }

    long revisionAfter(long previous) {
        return Math.max(previous + 1, micros);
    }
}
