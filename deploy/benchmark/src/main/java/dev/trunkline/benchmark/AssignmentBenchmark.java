package dev.trunkline.benchmark;

import dev.trunkline.benchmark.AssignmentReport.Round;
import dev.trunkline.benchmark.Inventory.Free;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackPorts;
import dev.trunkline.local.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Single and bulk assignments, and how fast one service sees what another has committed: in one run, over the packaged services,
 * PostgreSQL with {@code fsync=on}, warmed up, with few and with many numbers in the table.
 */
public final class AssignmentBenchmark {

    private static final int CONNECTIONS = 8;
    private static final int USERS = 10_000;
    private static final int WARM_UPS = 4_000;
    private static final int SINGLES = 2_000;
    private static final int REPEATS = 3;
    private static final int EVENTS = 1_000;
    private static final int EVENTS_PER_SECOND = 100;
    /** Far from what uploads of these benchmarks bring. */
    private static final long FIRST_MADE = 49_30_4000_0000L;

    private final LocalStack stack;
    private final Path log;
    private final Inventory inventory;
    private final SingleAssignments assignments;
    private final Propagation propagation;
    private final List<UUID> users;

    private AssignmentBenchmark(LocalStack stack, Path log, Parties parties) throws InterruptedException {
        this.stack = stack;
        this.log = log;
        this.inventory = new Inventory(stack.postgres(), parties);
        this.assignments = new SingleAssignments(stack.postgres(), parties, CONNECTIONS);
        this.propagation = new Propagation(stack.postgres(), parties);
        this.users = inventory.importUsers(USERS);
    }

    /** @param arguments the folder for the report, then the sizes of the table; without sizes 10,000 and 1,000,000 */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Integer> sizes = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
                : List.of(10_000, 1_000_000);
        Path directory = Files.createTempDirectory("assignment-benchmark");
        StackSettings settings = new StackSettings(
                folder.resolve("../..").normalize(),
                directory,
                StackPorts.free(),
                true,
                List.of("-XX:TieredStopAtLevel=4", "-Xmx256m"),
                List.of("shared_buffers=512MB", "max_wal_size=1GB", "track_commit_timestamp=on"));
        try (LocalStack stack = LocalStack.start(settings)) {
            Parties parties = Parties.in(stack.addresses());
            new UploadRun(stack, parties).upload(sizes.get(0));
            AssignmentBenchmark benchmark =
                    new AssignmentBenchmark(stack, directory.resolve("logs/postgresql.log"), parties);
            AssignmentReport report =
                    new AssignmentReport(benchmark.measure(sizes), Machine.describe(stack.postgres()), CONNECTIONS);
            Files.writeString(folder.resolve("assignments.md"), report.page());
            Files.writeString(folder.resolve("assignments.svg"), report.plot());
            System.out.println(report.page());
        } finally {
            UploadBenchmark.delete(directory);
        }
    }

    private List<Round> measure(List<Integer> sizes) throws Exception {
        int held = sizes.get(0);
        assignments.overHttp(inventory.free(WARM_UPS), users);
        inventory.unassignAll();
        assignments.inBulk(inventory.free(WARM_UPS), users);
        propagation.measure(EVENTS, EVENTS_PER_SECOND);
        new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, EVENTS_PER_SECOND);
        List<Round> rounds = new ArrayList<>();
        for (int size : sizes) {
            if (size > held) {
                inventory.grow(FIRST_MADE, size - held);
                held = size;
            }
            Round round = round(size);
            System.out.println(round);
            rounds.add(round);
        }
        return rounds;
    }

    private Round round(int size) throws Exception {
        inventory.unassignAll();
        List<Free> numbers = inventory.free(SINGLES + 1);
        SingleAssignments.Sample sample = assignments.record(log, numbers.get(SINGLES), users.get(SINGLES));
        double[] http = new double[REPEATS];
        double[] jdbc = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            inventory.unassignAll();
            http[i] = assignments.overHttp(inventory.free(SINGLES), users);
            inventory.unassignAll();
            jdbc[i] = assignments.overJdbc(sample, inventory.free(SINGLES), users);
        }
        double[] bulk = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            inventory.unassignAll();
            bulk[i] = assignments.inBulk(inventory.free(USERS), users);
        }
        double[] bare = new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, EVENTS_PER_SECOND);
        double[] seen = propagation.measure(EVENTS, EVENTS_PER_SECOND);
        return new Round(
                size, http, jdbc, bulk, seen, bare, sample.statements().sql().size());
    }
}
