package dev.trunkline.benchmark;

import dev.trunkline.contracts.Ids;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * How long what tenant-service committed takes to be committed by number-service too, at a steady pace. Both databases belong to one
 * server, which notes when each transaction committed: its clock alone is read.
 */
final class Propagation {

    private static final int SENDERS = 4;

    private static final String COMMITTED =
            "select user_id, pg_xact_commit_timestamp(xmin) from %s where tenant_id = ? and user_id = any (?)";

    private final EmbeddedPostgres postgres;
    private final Parties parties;

    Propagation(EmbeddedPostgres postgres, Parties parties) {
        this.postgres = postgres;
        this.parties = parties;
    }

    /** Sorted milliseconds, one for each of {@code count} users that are created at {@code perSecond}. */
    double[] measure(int count, int perSecond) throws InterruptedException, SQLException {
        List<UUID> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(Ids.next());
        }
        create(users, perSecond);
        Parties.await(() -> times("number", "tenant_user", users).size() == count);
        Map<UUID, Instant> committed = times("tenant", "user_account", users);
        Map<UUID, Instant> visible = times("number", "tenant_user", users);
        return users.stream()
                .mapToDouble(user -> Stopwatch.seconds(Duration.between(committed.get(user), visible.get(user))) * 1e3)
                .sorted()
                .toArray();
    }

    private void create(List<UUID> users, int perSecond) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < users.size(); i++) {
                pause(begin + i * (1_000_000_000L / perSecond));
                UUID user = users.get(i);
                sent.add(senders.submit(() -> create(user)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            senders.shutdown();
        }
    }

    private void create(UUID user) {
        Parties.expect(201, parties.makeUser(user));
    }

    /** Waits for a moment of {@link System#nanoTime}. */
    static void pause(long until) {
        long left = until - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = until - System.nanoTime();
        }
    }

    private Map<UUID, Instant> times(String database, String table, List<UUID> users) {
        Map<UUID, Instant> times = new HashMap<>();
        try (Connection connection = postgres.superuser(database);
                PreparedStatement select = connection.prepareStatement(COMMITTED.formatted(table))) {
            select.setObject(1, parties.tenantId());
            select.setArray(2, connection.createArrayOf("uuid", users.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    times.put(
                            row.getObject(1, UUID.class),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return times;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
