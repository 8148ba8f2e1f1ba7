package dev.trunkline.benchmark;

import dev.trunkline.benchmark.Inventory.Free;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One number to one user, again and again: over HTTP, and the same statements in a plain loop over JDBC. */
final class SingleAssignments {

    private static final String ROLE = "number_app";
    /** In which it reads the catalogue and plans: the services' sessions have that behind them. */
    private static final int FIRST_OF_A_SESSION = 10;

    private final EmbeddedPostgres postgres;
    private final Parties parties;
    private final int connections;

    SingleAssignments(EmbeddedPostgres postgres, Parties parties, int connections) {
        this.postgres = postgres;
        this.parties = parties;
        this.connections = connections;
    }

    /** The statements of one assignment, and of which. */
    record Sample(RecordedStatements statements, Free number, UUID user) {}

    Sample record(Path log, Free number, UUID user) throws SQLException, IOException {
        return new Sample(
                RecordedStatements.of(postgres, log, ROLE, number.holdingId().toString(), () -> assign(number, user)),
                number,
                user);
    }

    /** Assignments a second. */
    double overHttp(List<Free> numbers, List<UUID> users) throws InterruptedException {
        return perSecond(numbers.size(), part -> () -> {
            for (int i = part; i < numbers.size(); i += connections) {
                assign(numbers.get(i), users.get(i));
            }
            return null;
        });
    }

    private void assign(Free number, UUID user) {
        Parties.expect(
                200,
                parties.tenant()
                        .numberService()
                        .post(
                                parties.tenantPath("/numbers/+" + number.number() + "/assign"),
                                Map.of("targetId", user)));
    }

    /** Assignments a second of the loop. */
    double overJdbc(Sample sample, List<Free> numbers, List<UUID> users) throws InterruptedException, SQLException {
        List<Connection> open = new ArrayList<>();
        try {
            List<Replay> replays = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Connection connection = DriverManager.getConnection(postgres.jdbcUrl("number"), ROLE, ROLE);
                connection.setAutoCommit(false);
                open.add(connection);
                replays.add(sample.statements()
                        .replay(connection, variable(sample.number(), sample.user()), parties.identifiers()));
            }
            int unmeasured = Math.min(connections * FIRST_OF_A_SESSION, numbers.size() / 2);
            perSecond(unmeasured, replayed(replays, numbers.subList(0, unmeasured), users));
            int rest = numbers.size() - unmeasured;
            return perSecond(
                    rest,
                    replayed(
                            replays,
                            numbers.subList(unmeasured, numbers.size()),
                            users.subList(unmeasured, numbers.size())));
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private Share replayed(List<Replay> replays, List<Free> numbers, List<UUID> users) {
        return part -> () -> {
            for (int i = part; i < numbers.size(); i += connections) {
                replays.get(part).send(variable(numbers.get(i), users.get(i)));
            }
            return null;
        };
    }

    private static List<String> variable(Free number, UUID user) {
        return List.of(
                Long.toString(number.number()),
                number.holdingId().toString(),
                Long.toString(number.revision()),
                user.toString());
    }

    private interface Share {
        Callable<Void> of(int part);
    }

    private double perSecond(int count, Share share) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int part = 0; part < connections; part++) {
                parts.add(share.of(part));
            }
            Stopwatch watch = new Stopwatch();
            for (Future<Void> done : threads.invokeAll(parts)) {
                done.get();
            }
            return count / watch.seconds();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    /** Assigns them all in one request; answers numbers a second until the operation has ended. */
    double inBulk(List<Free> numbers, List<UUID> users) throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            rows.add(Map.of("telephoneNumber", "+" + numbers.get(i).number(), "targetId", users.get(i)));
        }
        Stopwatch watch = new Stopwatch();
        var accepted = parties.tenant().numberService().post(parties.tenantPath("/assignments"), Map.of("rows", rows));
        Parties.expect(202, accepted);
        String operation = parties.tenantPath("/operations/" + accepted.text("/operationId"));
        Parties.await(() -> parties.tenant()
                .numberService()
                .get(operation)
                .text("/counts/pending")
                .equals("0"));
        double seconds = watch.seconds();
        String succeeded = parties.tenant().numberService().get(operation).text("/counts/succeeded");
        if (!succeeded.equals(Integer.toString(numbers.size()))) {
            throw new IllegalStateException("only " + succeeded + " rows succeeded");
        }
        return numbers.size() / seconds;
    }
}
