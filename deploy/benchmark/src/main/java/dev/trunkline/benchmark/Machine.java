package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Where a measurement was made. */
final class Machine {

    private Machine() {}

    static String describe(EmbeddedPostgres postgres) throws SQLException {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, load %.1f at the end; Java %s; PostgreSQL %s with fsync=%s, synchronous_commit=%s.",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                setting(postgres, "server_version"),
                setting(postgres, "fsync"),
                setting(postgres, "synchronous_commit"));
    }

    private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('" + name + "')")) {
            row.next();
            return row.getString(1);
        }
    }
}
