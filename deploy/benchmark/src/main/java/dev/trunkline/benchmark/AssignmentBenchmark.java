package dev.trunkline.benchmark;

import dev.trunkline.benchmark.AssignmentReport.Round;
import dev.trunkline.benchmark.Inventory.Free;
import dev.trunkline.local.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Single and bulk assignments, and how fast one service sees what another has committed: in one run, over the packaged services,
 * PostgreSQL with {@code fsync=on}, warmed up, with few and with many numbers in the table.
 */
public final class AssignmentBenchmark {

    private static final int CONNECTIONS = 8;
    private static final int BULK = 10_000;
    private static final int FEWEST_WARM_UPS = 4;
    private static final int MOST_WARM_UPS = 6;
    /** The full compiler takes up what has run some thousand times. */
    private static final int WARM_UP_EVENTS = 8_000;

    private static final int AS_FAST_AS_MAY_BE = 100_000;
    /** What a warm-up must be faster than the fastest before, to be worth another. */
    private static final double WARM = 1.02;

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
    private final int singles;

    /** @param numbers that the tenant has at first: no measurement assigns more, and single ones far less, all over the tenant */
    private AssignmentBenchmark(LocalStack stack, Path log, Parties parties, int numbers) throws InterruptedException {
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
        try (LocalStack stack =
                LocalStack.start(BenchmarkStack.settings(folder, directory, "track_commit_timestamp=on"))) {
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
        int held = sizes.get(0);
        warmUp();
        List<Round> rounds = new ArrayList<>();
        for (int size : sizes) {
            if (size > held) {
                inventory.unassignAll();
                inventory.grow(FIRST_MADE + held, size - held);
                held = size;
            }
            Round round = round(size);
            System.out.println(round);
            rounds.add(round);
        }
        return rounds;
    }

    /** Until the compilers have done most of what they will do: services run for weeks, and are measured as they are then. */
    private void warmUp() throws Exception {
        double fastest = 0;
        boolean warm = false;
        for (int i = 0; i < MOST_WARM_UPS && !warm; i++) {
            inventory.unassignAll();
            double perSecond = assignments.overHttp(inventory.free(singles), users);
            inventory.unassignAll();
            assignments.inBulk(inventory.free(singles), users);
            propagation.measure(WARM_UP_EVENTS, AS_FAST_AS_MAY_BE);
            new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, EVENTS_PER_SECOND);
            System.out.printf("warm-up: %.0f assignments a second%n", perSecond);
            warm = i + 1 >= FEWEST_WARM_UPS && perSecond < WARM * fastest;
            fastest = Math.max(fastest, perSecond);
        }
    }

    private static double[] together(double[][] parts) {
        return Stream.of(parts).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    private Round round(int size) throws Exception {
        inventory.unassignAll();
        // So that files of the log are there to be used again, as after weeks, instead of being made.
        inventory.checkpoint();
        List<Free> numbers = inventory.free(singles + 1);
        SingleAssignments.Sample sample = assignments.record(log, numbers.get(singles), users.get(singles));
        double[] http = new double[REPEATS];
        double[] jdbc = new double[REPEATS];
        Map<String, Double> processors = Map.of();
        // The first of each only warms up.
        for (int i = -1; i < REPEATS; i++) {
            inventory.unassignAll();
            ProcessorTime used = ProcessorTime.from(stack);
            http[Math.max(i, 0)] = assignments.overHttp(inventory.free(singles), users);
            processors = used.secondsWithOwn();
            inventory.unassignAll();
            jdbc[Math.max(i, 0)] = assignments.overJdbc(sample, inventory.free(singles), users);
        }
        double[] bulk = new double[REPEATS];
        for (int i = -1; i < REPEATS; i++) {
            inventory.unassignAll();
            Rest.await(stack.postgres());
            bulk[Math.max(i, 0)] = assignments.inBulk(inventory.free(users.size()), users);
        }
        double[][] bare = new double[REPEATS][];
        double[][] seen = new double[REPEATS][];
        for (int i = 0; i < REPEATS; i++) {
            Rest.await(stack.postgres());
            bare[i] = new BareRoundTrip(stack.bootstrapServers()).measure(EVENTS, EVENTS_PER_SECOND);
            seen[i] = propagation.measure(EVENTS, EVENTS_PER_SECOND);
        }
        Map<String, Double> each = new TreeMap<>();
        processors.forEach((part, seconds) -> each.put(part, seconds * 1e6 / singles));
        return new Round(
                size,
                http,
                jdbc,
                bulk,
                together(seen),
                together(bare),
                sample.statements().sql(),
                each);
    }
}
