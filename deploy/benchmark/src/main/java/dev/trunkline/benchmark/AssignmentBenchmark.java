package dev.trunkline.benchmark;

import dev.trunkline.benchmark.AssignmentReport.Round;
import dev.trunkline.benchmark.Inventory.Free;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Single and bulk assignments, and how fast one service sees what another has committed: in one run, over the packaged services,
 * PostgreSQL with {@code fsync=on}, warmed up, with few and with many numbers in the table.
 *
 * <p>The table grows and shrinks again: what is compared with the large table is measured half before it and half after it, so that a machine
 * that becomes slower, or services that become faster, do not look like growth.
 */
public final class AssignmentBenchmark {

    private static final int CONNECTIONS = 8;
    private static final int BULK = 10_000;
    /**
     * The full compiler takes up what has run a thousand times instead of five thousand, and less is left to be compiled while something is
     * measured: minutes make of the services what weeks make of them elsewhere.
     */
    private static final String COMPILED_SOON = "-XX:CompileThresholdScaling=0.2";

    private static final int FEWEST_WARM_UPS = 6;
    private static final int MOST_WARM_UPS = 8;
    private static final int WARM_UP_SINGLES = 4_000;
    private static final int WARM_UP_EVENTS = 2_000;

    private static final int AS_FAST_AS_MAY_BE = 100_000;
    /** What a warm-up must be faster than the fastest before, to be worth another. */
    private static final double WARM = 1.02;

    private static final int SINGLES = 1_000;
    /** With each size of the table. */
    private static final int REPEATS = 6;

    private static final int EVENTS = 500;
    private static final int EVENTS_PER_SECOND = 100;
    /** Far from what uploads of these benchmarks bring. */
    private static final long FIRST_MADE = 49_30_4000_0000L;

    private final LocalStack stack;
    private final Path log;
    private final Inventory inventory;
    private final SingleAssignments assignments;
    private final Propagation propagation;
    private final List<UUID> users;
    private final int singles;
    private int held;

    /** @param numbers that the tenant has at first: no measurement assigns more, and single ones far less, all over the tenant */
    private AssignmentBenchmark(LocalStack stack, Path log, Parties parties, int numbers) throws InterruptedException {
        this.held = numbers;
        this.singles = Math.min(SINGLES, numbers / 4);
        this.stack = stack;
        this.log = log;
        this.inventory = new Inventory(stack.postgres(), parties);
        this.assignments = new SingleAssignments(stack.postgres(), parties, CONNECTIONS);
        this.propagation = new Propagation(stack.postgres(), parties);
        this.users = inventory.importUsers(Math.min(BULK, numbers));
    }

    /** @param arguments the folder for the report, then the sizes of the table; without sizes 10,000 and 1,000,000 */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Integer> sizes = BenchmarkStack.sizes(arguments, 10_000, 1_000_000);
        Path directory = Files.createTempDirectory("assignment-benchmark");
        // As much memory as the manifests for production give to the databases of the services.
        StackSettings settings = BenchmarkStack.settings(
                        folder, directory, "track_commit_timestamp=on", "shared_buffers=2GB")
                .withServiceOptions(COMPILED_SOON);
        try (LocalStack stack = LocalStack.start(settings)) {
            Parties parties = Parties.in(stack.addresses());
            new UploadRun(stack, parties).upload(sizes.get(0));
            AssignmentBenchmark benchmark =
                    new AssignmentBenchmark(stack, directory.resolve("logs/postgresql.log"), parties, sizes.get(0));
            AssignmentReport report =
                    new AssignmentReport(benchmark.measure(sizes), Machine.describe(stack.postgres()), CONNECTIONS);
            Files.writeString(folder.resolve("assignments.md"), report.page());
            Files.writeString(folder.resolve("assignments.svg"), report.plot());
            System.out.println(report.page());
        } finally {
            BenchmarkStack.delete(directory);
        }
    }

    private List<Round> measure(List<Integer> sizes) throws Exception {
        warmUp();
        Map<Integer, Round> rounds = new TreeMap<>();
        int largest = sizes.size() - 1;
        for (int i = 0; i <= 2 * largest; i++) {
            int size = sizes.get(i > largest ? 2 * largest - i : i);
            resize(size);
            Round round = round(size, i == largest ? REPEATS : REPEATS / 2);
            System.out.println(round);
            rounds.merge(size, round, Round::and);
        }
        return List.copyOf(rounds.values());
    }

    private void resize(int size) throws SQLException {
        inventory.unassignAll();
        if (size > held) {
            inventory.grow(FIRST_MADE + held, size - held);
        } else if (size < held) {
            inventory.shrink(FIRST_MADE + size, held - size);
        }
        held = size;
    }

    /** Until the compilers have done most of what they will do: services run for weeks, and are measured as they are then. */
    private void warmUp() throws Exception {
        double fastest = 0;
        boolean warm = false;
        for (int i = 0; i < MOST_WARM_UPS && !warm; i++) {
            inventory.unassignAll();
            double perSecond = assignments.overHttp(inventory.free(Math.max(singles, WARM_UP_SINGLES)), users);
            inventory.unassignAll();
            assignments.inBulk(inventory.free(singles), users);
            propagation.measure(WARM_UP_EVENTS, AS_FAST_AS_MAY_BE);
            new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, AS_FAST_AS_MAY_BE);
            System.out.printf("warm-up: %.0f assignments a second%n", perSecond);
            warm = i + 1 >= FEWEST_WARM_UPS && perSecond < WARM * fastest;
            fastest = Math.max(fastest, perSecond);
        }
    }

    private static double[] together(double[][] parts) {
        return Stream.of(parts).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    /** The first of each only warms up what the size of the table changes: caches and plans, and pages that the log takes whole. */
    private Round round(int size, int repeats) throws Exception {
        // So that files of the log are there to be used again, as after weeks, instead of being made.
        inventory.checkpoint();
        Singles measured = singles(repeats);
        // None of their own accord while something is measured.
        inventory.checkpoint();
        double[] bulk = bulk(repeats, () -> inventory.block(FIRST_MADE, BULK));
        double[] scattered = bulk(repeats, () -> inventory.free(BULK));
        double[][] bare = new double[repeats][];
        double[][] seen = new double[repeats][];
        for (int i = 0; i < repeats; i++) {
            Rest.await(stack.postgres());
            bare[i] = new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, EVENTS_PER_SECOND);
            seen[i] = propagation.measure(EVENTS, EVENTS_PER_SECOND);
        }
        return new Round(
                size,
                measured.http(),
                measured.jdbc(),
                bulk,
                scattered,
                together(seen),
                together(bare),
                measured.sample().statements().sql(),
                measured.processors());
    }

    private interface Numbers {
        List<Free> get() throws SQLException;
    }

    private double[] bulk(int repeats, Numbers numbers) throws Exception {
        double[] perSecond = new double[repeats];
        for (int i = -1; i < repeats; i++) {
            inventory.unassignAll();
            Rest.await(stack.postgres());
            perSecond[Math.max(i, 0)] = assignments.inBulk(numbers.get(), users);
        }
        return perSecond;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Singles(
            SingleAssignments.Sample sample, double[] http, double[] jdbc, Map<String, Double> processors) {}

    private Singles singles(int repeats) throws Exception {
        List<Free> numbers = inventory.free(singles + 1);
        SingleAssignments.Sample sample = assignments.record(log, numbers.get(singles), users.get(singles));
        double[] http = new double[repeats];
        double[] jdbc = new double[repeats];
        Map<String, Double> each = new TreeMap<>();
        for (int i = -1; i < repeats; i++) {
            inventory.unassignAll();
            Rest.await(stack.postgres());
            ProcessorTime used = ProcessorTime.from(stack);
            http[Math.max(i, 0)] = assignments.overHttp(inventory.free(singles), users);
            each.clear();
            used.secondsWithOwn().forEach((part, seconds) -> each.put(part, seconds * 1e6 / singles));
            inventory.unassignAll();
            Rest.await(stack.postgres());
            jdbc[Math.max(i, 0)] = assignments.overJdbc(sample, inventory.free(singles), users);
        }
        return new Singles(sample, http, jdbc, each);
    }
}
