package dev.trunkline.platform.testing;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Moves the business time of a service, as only the owner of its database can. */
public final class BusinessTime {

    private BusinessTime() {}

    /** Lets time pass, from where it is. */
    public static void pass(String service, Duration duration) {
        update(service, "update business_clock set offset_by = offset_by + make_interval(secs => ?)", duration);
    }

    /** Goes back to the clock on the wall; histories that were written meanwhile lie in the future then. */
    public static void reset(String service) {
        update(service, "update business_clock set offset_by = make_interval(secs => ?)", Duration.ZERO);
    }

    private static void update(String service, String sql, Duration duration) {
        String owner = service + "_owner";
        try (Connection connection = DriverManager.getConnection(
                        TrunklineTestServers.postgres().jdbcUrl(service), owner, owner);
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setDouble(1, duration.toMillis() / 1_000.0);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError("the business clock of " + service + " cannot be set", e);
        }
    }
}
