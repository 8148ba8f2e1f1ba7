package dev.trunkline.benchmark;

import dev.trunkline.benchmark.Load.Outcome;
import dev.trunkline.benchmark.Neighbourhood.Other;
import dev.trunkline.benchmark.SecurityReport.Apart;
import dev.trunkline.benchmark.SecurityReport.Cost;
import dev.trunkline.benchmark.SecurityReport.Deliveries;
import dev.trunkline.benchmark.SecurityReport.Neighbours;
import dev.trunkline.contracts.Ids;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.StackSettings;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.Api;
import dev.trunkline.local.story.Portal;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/** What row-level security costs, whether one tenant at its limit slows another, and whether time tells a foreign id from an unknown one. */
public final class SecurityBenchmark {

    private static final int CONNECTIONS = 4;
    private static final int UPLOADED = 1_000;
    private static final int REPEATS = 3;
    private static final int SMALL = 100;

    private static final List<String> LIMITS =
            List.of("-Dtrunkline.limit.requests-per-second=100", "-Dtrunkline.limit.burst=100");
    private static final List<Other> WITHOUT_LIMIT =
            List.of(Other.AWAY, new Other("as fast as it can on 4 connections", CONNECTIONS, Duration.ZERO));
    private static final Other ON_FEW =
            new Other("past it, on 4 connections without a pause", CONNECTIONS, Duration.ZERO);
    private static final Other ON_MANY = new Other("past it, on 64 connections without a pause", 64, Duration.ZERO);
    private static final List<Other> WITH_A_LIMIT = List.of(
            Other.AWAY,
            new Other("within it, 80 a second", CONNECTIONS, Duration.ofMillis(50)),
            ON_FEW,
            ON_FEW.toABareServer(),
            ON_MANY,
            ON_MANY.toABareServer());

    private static final long FIRST_MADE = 49_30_4000_0000L;
    private static final long OF_THE_OTHER = 49_30_5000_0000L;
    private static final long OF_NOBODY = 49_30_6000_0000L;
    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final int BESIDE_TAKES_LONGER = 2;
    private static final int STRANGERS = 60;
    private static final int REQUESTS_OF_A_STRANGER = 90;

    private final Path folder;
    private final Load load;
    private final Duration longer;
    private final int numbers;

    private SecurityBenchmark(Path folder, int numbers, Duration time) {
        this.folder = folder;
        this.numbers = numbers;
        this.load = new Load(time);
        this.longer = time.multipliedBy(BESIDE_TAKES_LONGER);
    }

    /**
     * @param arguments the folder for the report, then the numbers in the table, the seconds of one measurement, and {@code limits} for
     *     those of a tenant beside one at its limit alone, which are printed and not written; settings of the services may follow
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int numbers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        SecurityBenchmark benchmark = new SecurityBenchmark(folder, numbers, Duration.ofSeconds(seconds));
        if (arguments.length > 3) {
            benchmark.limited(Arrays.asList(arguments).subList(4, arguments.length)).stream()
                    .map(SecurityReport::row)
                    .forEach(System.out::print);
            return;
        }
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
            neighbours.addAll(neighbours("none", WITHOUT_LIMIT, stack, parties, other));
            deliveries.add(deliveries(stack, uploads, other));
            machine[0] = Machine.describe(stack.postgres());
        });
        neighbours.addAll(limited(List.of()));
        return new SecurityReport(numbers, tables[0], costs, neighbours, deliveries, apart, machine[0]);
    }

    private List<Neighbours> limited(List<String> settings) throws Exception {
        List<Neighbours> neighbours = new ArrayList<>();
        List<String> options = new ArrayList<>(LIMITS);
        options.addAll(settings);
        within(
                stack -> {
                    Parties parties = Parties.in(stack.addresses());
                    fill(stack, parties);
                    Parties other = withOneOrder(stack);
                    warmUpByStrangers(stack);
                    neighbours.addAll(neighbours("100 a second", WITH_A_LIMIT, stack, parties, other));
                },
                options.toArray(String[]::new));
        return neighbours;
    }

    private List<Neighbours> neighbours(
            String limit, List<Other> others, LocalStack stack, Parties parties, Parties other)
            throws InterruptedException, SQLException, IOException {
        try (BareRefusals bare = BareRefusals.start()) {
            StackAddresses real = stack.addresses();
            Api refusing = Portal.ofTenant(
                            new StackAddresses(
                                    real.operatorService(), real.tenantService(), bare.address(), real.issuer()),
                            other.tenantId())
                    .numberService();
            Neighbourhood neighbourhood = new Neighbourhood(
                    stack,
                    longer,
                    i -> get(parties, number(FIRST_MADE + i)),
                    i -> get(other, number(OF_THE_OTHER + i % UPLOADED)),
                    i -> refusing.get(other.tenantPath(number(OF_THE_OTHER + i % UPLOADED))));
            return neighbourhood.measure(others).entrySet().stream()
                    .map(entry -> new Neighbours(limit, entry.getKey().what(), entry.getValue()))
                    .toList();
        }
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

    /** As hot as without a limit, although nobody may ask that often: each of them has a burst of its own. */
    private static void warmUpByStrangers(LocalStack stack) {
        for (int i = 0; i < STRANGERS; i++) {
            UUID stranger = Ids.next();
            Api service = Portal.ofTenant(stack.addresses(), stranger).numberService();
            for (int j = 0; j < REQUESTS_OF_A_STRANGER; j++) {
                Parties.expect(404, service.get("/v1/tenants/" + stranger + number(OF_NOBODY + j)));
            }
        }
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
