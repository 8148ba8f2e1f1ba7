package dev.trunkline.benchmark;

import dev.trunkline.benchmark.ScalingRequests.Kind;
import dev.trunkline.benchmark.ScalingRound.Requests;
import dev.trunkline.benchmark.ScalingRound.Uploaded;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.Replica;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.StackService;
import dev.trunkline.local.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same uploads and requests to one, two and three replicas of each service, on one machine: whether each replica has its share of
 * lanes and partitions, whether everything is there once, how fast it is, and what of processors and memory each service has taken.
 */
public final class ScalingBenchmark {

    /** Twice as many as a topic has partitions at most: fewer could leave a replica without any. */
    private static final int RELATIONSHIPS = 12;

    private static final int NUMBERS = 120_000;
    private static final int SECONDS = 4;
    private static final int MOST_REPLICAS = 3;

    private final LocalStack stack;
    private final int numbers;
    private final Duration time;

    private ScalingBenchmark(LocalStack stack, int numbers, Duration time) {
        this.stack = stack;
        this.numbers = numbers;
        this.time = time;
    }

    /** @param arguments the folder for the report, then how many numbers and how many seconds, if not 120,000 and 4 */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Integer> sizes = BenchmarkStack.sizes(arguments, NUMBERS, SECONDS);
        Path directory = Files.createTempDirectory("scaling-benchmark");
        // What a pod is given in deploy/images and deploy/kubernetes.
        StackSettings settings = BenchmarkStack.settings(folder, directory, "max_connections=300")
                .withServiceOptions("-Xmx" + PodSize.HEAP_MIB + "m", "-XX:MaxDirectMemorySize=96m");
        try (LocalStack stack = LocalStack.start(settings)) {
            ScalingBenchmark benchmark = new ScalingBenchmark(stack, sizes.get(0), Duration.ofSeconds(sizes.get(1)));
            List<ScalingRound> rounds = new ArrayList<>();
            for (int replicas = 1; replicas <= MOST_REPLICAS; replicas++) {
                rounds.add(benchmark.round(replicas));
            }
            List<RowSizes.Size> rows = new RowSizes(stack.postgres()).measured();
            Map<String, Long> topics = new Sharing(stack).topicBytes();
            String page = new ScalingReport(
                            rounds, rows, topics, ServerMemory.of(stack), Machine.describe(stack.postgres()))
                    .page();
            Files.writeString(folder.resolve("scaling.md"), page);
            System.out.println(page);
        } finally {
            BenchmarkStack.delete(directory);
        }
    }

    private ScalingRound round(int replicas) throws Exception {
        start(replicas);
        List<Parties> parties = new ArrayList<>();
        for (int i = 0; i < RELATIONSHIPS; i++) {
            parties.add(Parties.in(addresses(1 + i % replicas)));
        }
        // The first has compiled its code in the round before, the one that has just come must do so still.
        upload(parties, numbers / 3);
        long first = UploadRun.reserve(0);
        Map<String, ReplicaShare> before = shares(replicas);
        ProcessorTime servers = ProcessorTime.from(stack);
        Stopwatch watch = new Stopwatch();
        long once = upload(parties, numbers);
        Uploaded uploaded = new Uploaded(numbers, once, watch.seconds(), since(before, replicas), servers.seconds());
        ScalingRequests requests = new ScalingRequests(parties, first, numbers / RELATIONSHIPS);
        List<Requests> asked = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            asked.add(ask(requests, kind, replicas));
        }
        Sharing sharing = new Sharing(stack);
        sharing.awaitQuiet();
        ScalingRound round =
                new ScalingRound(replicas, uploaded, asked, sharing.groups(), sharing.differences(), shares(replicas));
        System.out.println(round);
        return round;
    }

    private void start(int replicas) {
        if (replicas == 1) {
            return;
        }
        for (StackService service : StackService.values()) {
            stack.replica(service, replicas).process().start();
        }
        for (StackService service : StackService.values()) {
            stack.replica(service, replicas).process().awaitReady();
        }
    }

    private Requests ask(ScalingRequests requests, Kind kind, int replicas) throws Exception {
        requests.run(kind, time.dividedBy(2));
        new Sharing(stack).awaitQuiet();
        Map<String, ReplicaShare> before = shares(replicas);
        ProcessorTime servers = ProcessorTime.from(stack);
        Load.Outcome outcome = requests.run(kind, time);
        new Sharing(stack).awaitQuiet();
        return new Requests(
                kind, outcome.millis().length, outcome.perSecond(), since(before, replicas), servers.seconds());
    }

    /** Everybody's numbers at once; answers how many are held of them, each with a history of one step. */
    private long upload(List<Parties> parties, int all) throws InterruptedException, SQLException {
        int each = all / RELATIONSHIPS;
        List<Callable<UploadRun.Followed>> uploads = new ArrayList<>();
        for (Parties party : parties) {
            UploadRun run = new UploadRun(stack, party, UploadRun.reserve(each));
            uploads.add(() -> run.upload(each));
        }
        ExecutorService operators = Executors.newFixedThreadPool(RELATIONSHIPS);
        try {
            long once = 0;
            for (Future<UploadRun.Followed> done : operators.invokeAll(uploads)) {
                once += Sharing.holdingsWithOneStep(stack.postgres(), done.get().orderId());
            }
            return once;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            operators.shutdown();
        }
    }

    private StackAddresses addresses(int ordinal) {
        return new StackAddresses(
                stack.replica(StackService.OPERATOR, ordinal).address(),
                stack.replica(StackService.TENANT, ordinal).address(),
                stack.replica(StackService.NUMBER, ordinal).address(),
                stack.addresses().issuer());
    }

    private Map<String, ReplicaShare> since(Map<String, ReplicaShare> before, int replicas)
            throws IOException, InterruptedException {
        Map<String, ReplicaShare> now = shares(replicas);
        now.replaceAll((name, share) -> share.since(before.getOrDefault(name, ReplicaShare.NONE)));
        return now;
    }

    private Map<String, ReplicaShare> shares(int replicas) throws IOException, InterruptedException {
        Map<String, ReplicaShare> shares = new TreeMap<>();
        for (StackService service : StackService.values()) {
            for (int ordinal = 1; ordinal <= replicas; ordinal++) {
                Replica replica = stack.replica(service, ordinal);
                shares.put(replica.process().name(), ReplicaShare.of(service, replica));
            }
        }
        return shares;
    }
}
