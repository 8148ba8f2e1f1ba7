package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks again and again at what the sessions of the three databases are doing: where the database's part of the time goes. */
final class Sampler implements AutoCloseable {

    private static final long MILLIS_BETWEEN_LOOKS = 100;

    private static final String ACTIVE =
            """
            select datname || ': ' || regexp_replace(left(query, 400), '\\s+', ' ', 'g') as what
              from pg_stat_activity
             where state = 'active' and backend_type = 'client backend' and pid <> pg_backend_pid()
            """;

    private final EmbeddedPostgres postgres;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Thread thread = new Thread(this::run, "sampler");
    private volatile boolean closed;
    private int looks;

    Sampler(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (Connection connection = postgres.superuser("postgres");
                PreparedStatement active = connection.prepareStatement(ACTIVE)) {
            while (!closed) {
                look(active);
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        } catch (SQLException e) {
            System.err.println("The sampler ended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look(PreparedStatement active) throws SQLException {
        looks++;
        try (ResultSet rows = active.executeQuery()) {
            while (rows.next()) {
                String what = rows.getString("what");
                seen.merge(what.substring(0, Math.min(130, what.length())), 1, Integer::sum);
            }
        }
    }

    /** The statements that were met most often, with the share of looks in which each was. */
    synchronized List<String> most(int count) {
        return seen.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(count)
                .map(entry ->
                        String.format(Locale.ROOT, "%5.1f %%  %s", 100.0 * entry.getValue() / looks, entry.getKey()))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
