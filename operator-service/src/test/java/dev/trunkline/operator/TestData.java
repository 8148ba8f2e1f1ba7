package dev.trunkline.operator;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks into the service's database past every policy, and prepares what no request can. */
public final class TestData {

    private TestData() {}

    public static Connection superuser() throws SQLException {
        return TrunklineTestServers.postgres().superuser("operator");
    }

    /** The first column of all rows. */
    public static List<String> query(String sql, Object... parameters) {
        try (Connection connection = superuser();
                PreparedStatement statement = bound(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String sql, Object... parameters) {
        try (Connection connection = superuser();
                PreparedStatement statement = bound(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long count(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).get(0));
    }

    /** Whether the inbox has applied an event. */
    public static boolean applied(UUID eventId) {
        return count("select count(*) from inbox_event where id = ?", eventId) == 1;
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
