package dev.trunkline.benchmark;

import dev.trunkline.benchmark.Load.Outcome;
import dev.trunkline.benchmark.SecurityReport.Apart;
import dev.trunkline.benchmark.SecurityReport.Cost;
import dev.trunkline.benchmark.SecurityReport.Deliveries;
import dev.trunkline.benchmark.SecurityReport.Neighbours;
import dev.trunkline.contracts.Ids;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackSettings;
import dev.trunkline.local.story.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/** What row-level security costs, whether one tenant at its limit slows another, and whether time tells a foreign id from an unknown one. */
public final class SecurityBenchmark {

    private static final int CONNECTIONS = 4;
    private static final int UPLOADED = 1_000;
    private static final int REPEATS = 3;
    private static final int SMALL = 100;

    /** So that there are enough of its requests, too, for a hundredth of them to be some. */
    private static final int QUIET_TAKES_LONGER = 5;

    private static final long FIRST_MADE = 49_30_4000_0000L;
    private static final long OF_THE_OTHER = 49_30_5000_0000L;
    private static final long OF_NOBODY = 49_30_6000_0000L;
    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final Duration QUIET = Duration.ofMillis(50);

    private final Path folder;
    private final Load load;
    private final Load longer;
    private final int numbers;

    private SecurityBenchmark(Path folder, int numbers, Duration time) {
        this.folder = folder;
        this.numbers = numbers;
        this.load = new Load(time);
        this.longer = new Load(time.multipliedBy(QUIET_TAKES_LONGER));
    }

    /** @param arguments the folder for the report, then the numbers in the table and the seconds of one measurement */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int numbers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        SecurityBenchmark benchmark = new SecurityBenchmark(folder, numbers, Duration.ofSeconds(seconds));
        String page = benchmark.measure().page();
        Files.writeString(folder.resolve("security.md"), page);
        System.out.println(page);
    }

    private SecurityReport measure() throws Exception {
        List<Neighbours> neighbours = new ArrayList<>();
        List<Cost> costs = new ArrayList<>();
        List<Apart> apart = new ArrayList<>();
        List<Deliveries> deliveries = new ArrayList<>();
        int[] tables = new int[1];
        String[] machine = new String[1];
        within(stack -> {
            Parties parties = Parties.in(stack.addresses());
            UploadRun uploads = fill(stack, parties);
            Parties other = withOneOrder(stack);
            warmUp(parties, other);
            RowSecurity security = new RowSecurity(stack.postgres());
            tables[0] = security.tables();
            costs.addAll(costs(security, parties));
            apart.addAll(apart(parties, other));
            neighbours.add(new Neighbours("away", quiet(parties), new Outcome(new double[] {0}, 0, 1)));
            neighbours.add(beside("without a limit", parties, other, NO_PAUSE));
            deliveries.add(deliveries(stack, uploads, other));
            machine[0] = Machine.describe(stack.postgres());
        });
        within(
                stack -> {
                    Parties parties = Parties.in(stack.addresses());
                    fill(stack, parties);
                    Parties other = withOneOrder(stack);
                    warmUp(parties, other);
                    neighbours.add(beside("at its limit of 100 a second", parties, other, Duration.ofMillis(20)));
                    neighbours.add(beside("past that limit, without a pause", parties, other, NO_PAUSE));
                },
                "-Dtrunkline.limit.requests-per-second=100",
                "-Dtrunkline.limit.burst=100");
        return new SecurityReport(numbers, tables[0], costs, neighbours, deliveries, apart, machine[0]);
    }

    private interface Work {
        void with(LocalStack stack) throws Exception;
    }

    private void within(Work work, String... limits) throws Exception {
        Path directory = Files.createTempDirectory("security-benchmark");
        StackSettings settings = BenchmarkStack.settings(folder, directory).withServiceOptions(limits);
        try (LocalStack stack = LocalStack.start(settings)) {
            work.with(stack);
        } finally {
            BenchmarkStack.delete(directory);
        }
    }

    private UploadRun fill(LocalStack stack, Parties parties) throws InterruptedException, SQLException {
        UploadRun uploads = new UploadRun(stack, parties);
        uploads.upload(UPLOADED);
        new Inventory(stack.postgres(), parties).grow(FIRST_MADE, numbers - UPLOADED);
        return uploads;
    }

    private static Parties withOneOrder(LocalStack stack) throws InterruptedException {
        Parties other = Parties.in(stack.addresses());
        Parties.expect(
                202,
                other.operator()
                        .operatorService()
                        .upload(
                                other.order(UPLOADED) + "/uploads",
                                BodyPublishers.ofInputStream(() -> new NumbersStream(OF_THE_OTHER, UPLOADED))));
        Parties.await(() -> get(other, number(OF_THE_OTHER + UPLOADED - 1)).status() == 200);
        return other;
    }

    private void warmUp(Parties parties, Parties other) throws InterruptedException {
        load.run(CONNECTIONS, Duration.ofMillis(5), i -> get(parties, number(FIRST_MADE + i)));
        load.run(CONNECTIONS, Duration.ofMillis(5), i -> get(other, "/numbers?limit=100"));
    }

    private List<Cost> costs(RowSecurity security, Parties parties) throws InterruptedException, SQLException {
        List<Cost> costs = new ArrayList<>();
        costs.add(cost(security, "reading a number", i -> get(parties, number(FIRST_MADE + i % (numbers - UPLOADED)))));
        costs.add(cost(security, "a page of 100 numbers", i -> get(parties, "/numbers?limit=100")));
        costs.add(cost(
                security,
                "a page of 100 numbers by a filter",
                i -> get(parties, "/numbers?limit=100&assignmentStatus=unassigned&isoCountryCode=DE")));
        costs.add(cost(security, "a change of a number's tags", i -> parties.tenant()
                .numberService()
                .put(parties.tenantPath(number(FIRST_MADE + i) + "/tags"), Map.of("tags", List.of("a" + i)), "*")));
        return costs;
    }

    private Cost cost(RowSecurity security, String what, IntFunction<Answer> request)
            throws InterruptedException, SQLException {
        load.run(CONNECTIONS, NO_PAUSE, request);
        double[] with = new double[REPEATS];
        double[] without = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            security.set(false);
            without[i] = load.run(CONNECTIONS, NO_PAUSE, request).perSecond();
            security.set(true);
            with[i] = load.run(CONNECTIONS, NO_PAUSE, request).perSecond();
        }
        return new Cost(what, with, without);
    }

    private List<Apart> apart(Parties parties, Parties other) throws InterruptedException {
        return List.of(
                apart(
                        "a number of another tenant",
                        i -> get(parties, number(OF_THE_OTHER + i % UPLOADED)),
                        i -> get(parties, number(OF_NOBODY + i % UPLOADED))),
                apart(
                        "the list of another tenant",
                        i -> parties.tenant().numberService().get(other.tenantPath("/numbers")),
                        i -> parties.tenant().numberService().get("/v1/tenants/" + Ids.next() + "/numbers")));
    }

    /** Even requests are for the one, odd ones for the other. */
    private Apart apart(String what, IntFunction<Answer> foreign, IntFunction<Answer> unknown)
            throws InterruptedException {
        List<Double> ofForeign = new ArrayList<>();
        List<Double> ofUnknown = new ArrayList<>();
        load.run(1, NO_PAUSE, i -> {
            long begun = System.nanoTime();
            Answer answer = (i % 2 == 0 ? foreign : unknown).apply(i);
            (i % 2 == 0 ? ofForeign : ofUnknown).add((System.nanoTime() - begun) / 1e6);
            Parties.expect(404, answer);
            return answer;
        });
        return new Apart(what, outcome(ofForeign), outcome(ofUnknown));
    }

    private static Outcome outcome(List<Double> millis) {
        return new Outcome(
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0, 1);
    }

    private Outcome quiet(Parties parties) throws InterruptedException {
        return longer.run(1, QUIET, i -> get(parties, number(FIRST_MADE + i)));
    }

    private Neighbours beside(String how, Parties parties, Parties other, Duration pause) throws InterruptedException {
        CompletableFuture<Outcome> loud = CompletableFuture.supplyAsync(() -> {
            try {
                return longer.run(CONNECTIONS, pause, i -> get(other, number(OF_THE_OTHER + i % UPLOADED)));
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        Outcome quiet = quiet(parties);
        return new Neighbours(how, quiet, loud.join());
    }

    /** A small upload again and again, first alone and then until number-service knows all users that another tenant imports. */
    private Deliveries deliveries(LocalStack stack, UploadRun uploads, Parties other)
            throws InterruptedException, SQLException {
        List<Double> alone = new ArrayList<>();
        for (int i = 0; i < 2 * REPEATS; i++) {
            alone.add(uploads.upload(SMALL).measured().visible());
        }
        Stopwatch watch = new Stopwatch();
        CompletableFuture<Double> imported = CompletableFuture.supplyAsync(() -> {
            try {
                new Inventory(stack.postgres(), other).importUsers(numbers);
                return watch.seconds();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        List<Double> beside = new ArrayList<>();
        while (!imported.isDone()) {
            beside.add(uploads.upload(SMALL).measured().visible());
        }
        return new Deliveries(numbers, imported.join(), SMALL, alone, beside);
    }

    private static String number(long number) {
        return "/numbers/+" + number;
    }

    private static Answer get(Parties parties, String path) {
        return parties.tenant().numberService().get(parties.tenantPath(path));
    }
}
