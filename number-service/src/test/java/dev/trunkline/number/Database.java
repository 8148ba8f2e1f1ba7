package dev.trunkline.number;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A look behind the service into its database, and the hand on its business clock. */
public final class Database {

    private static final Deque<Connection> IDLE = new ConcurrentLinkedDeque<>();

    private Database() {}

    /** A connection of the background role, which sees every tenant. */
    public static Connection background() throws SQLException {
        return connect("number_background");
    }

    /** The first column of the first row. */
    public static Object ask(String sql, Object... parameters) {
        return withStatement(sql, parameters, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getObject(1) : null;
            }
        });
    }

    /** Changes rows behind the service's back. */
    public static void change(String sql, Object... parameters) {
        withStatement(sql, parameters, PreparedStatement::executeUpdate);
    }

    private interface Work {
        Object with(PreparedStatement statement) throws SQLException;
    }

    /** Connections are kept: to make one takes longer than to ask, and tests that wait ask often. */
    private static Object withStatement(String sql, Object[] parameters, Work work) {
        Connection kept = IDLE.poll();
        try {
            Connection connection = kept == null ? background() : kept;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return work.with(statement);
            } finally {
                IDLE.push(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a statement that names the table waits for a lock. */
    public static boolean someoneWaitsFor(String table) {
        try (Connection all = TrunklineTestServers.postgres().superuser("number");
                PreparedStatement select = all.prepareStatement(
                        """
                        select 1
                          from pg_stat_activity
                         where datname = 'number' and wait_event_type = 'Lock' and query like '%' || ? || '%'
                        """)) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What time it is for the service. */
    public static Instant businessTime() {
        return ((java.sql.Timestamp) ask("select business_now()")).toInstant();
    }

    /** Lets business time run ahead of the clock by so much. */
    public static void setClockAheadBy(Duration offset) {
        try (Connection connection = connect("number_owner");
                PreparedStatement update =
                        connection.prepareStatement("update business_clock set offset_by = cast(? as interval)")) {
            update.setString(1, offset.toString());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(TrunklineTestServers.postgres().jdbcUrl("number"), role, role);
    }
}
