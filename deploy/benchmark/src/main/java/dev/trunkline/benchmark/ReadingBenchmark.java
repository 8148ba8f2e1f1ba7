package dev.trunkline.benchmark;

import dev.trunkline.benchmark.Inventory.Free;
import dev.trunkline.benchmark.ReadingReport.Round;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.story.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Pages from both ends of a tenant's list, and the question who held a number at some time: over the packaged services, PostgreSQL with
 * {@code fsync=on}, warmed up, with few and with many numbers, each with a past of ten changes.
 */
public final class ReadingBenchmark {

    private static final String ROLE = "number_app";
    private static final int CHANGES = 9;
    private static final int PAGE = 1_000;
    private static final int PAGES = 100;
    private static final int QUESTIONS = 2_000;
    private static final int WARM_UPS = 200;
    private static final long FIRST_MADE = 49_30_4000_0000L;
    private static final Random RANDOM = new Random(1);

    private final LocalStack stack;
    private final Path log;
    private final Parties parties;
    private final Inventory inventory;
    private final LongHistory history;

    private ReadingBenchmark(LocalStack stack, Path log, Parties parties) {
        this.stack = stack;
        this.log = log;
        this.parties = parties;
        this.inventory = new Inventory(stack.postgres(), parties);
        this.history = new LongHistory(stack.postgres(), parties.tenantId());
    }

    /** @param arguments the folder for the report, then the numbers of the tenant; without sizes 10,000 and 1,000,000 */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Integer> sizes = BenchmarkStack.sizes(arguments, 10_000, 1_000_000);
        Path directory = Files.createTempDirectory("reading-benchmark");
        try (LocalStack stack = LocalStack.start(BenchmarkStack.settings(folder, directory))) {
            Parties parties = Parties.in(stack.addresses());
            new UploadRun(stack, parties).upload(sizes.get(0));
            ReadingBenchmark benchmark = new ReadingBenchmark(stack, directory.resolve("logs/postgresql.log"), parties);
            ReadingReport report = new ReadingReport(benchmark.measure(sizes), Machine.describe(stack.postgres()));
            Files.writeString(folder.resolve("reading.md"), report.page());
            Files.writeString(folder.resolve("reading.svg"), report.plot());
            System.out.println(report.page());
        } finally {
            BenchmarkStack.delete(directory);
        }
    }

    private List<Round> measure(List<Integer> sizes) throws Exception {
        assignAndUnassign();
        int held = sizes.get(0);
        List<Round> rounds = new ArrayList<>();
        for (int size : sizes) {
            if (rounds.isEmpty()) {
                history.fill(CHANGES, 0, true);
                questions(inventory.free(Math.min(QUESTIONS, size / 2)));
                pages("", WARM_UPS);
            } else {
                inventory.copyNumber(FIRST_MADE + held, size - held);
                history.fill(CHANGES, FIRST_MADE + held, false);
                held = size;
            }
            Round round = round(size);
            System.out.println(round);
            rounds.add(round);
        }
        return rounds;
    }

    /** What the past of all numbers is made of. */
    private void assignAndUnassign() throws Exception {
        UUID user = inventory.importUsers(1).get(0);
        String number =
                parties.tenantPath("/numbers/+" + inventory.free(1).get(0).number());
        Parties.expect(200, parties.tenant().numberService().post(number + "/assign", Map.of("targetId", user)));
        Parties.expect(200, parties.tenant().numberService().post(number + "/unassign", Map.of("reason", "moved")));
    }

    private Round round(int size) throws Exception {
        String last = lastPage(size);
        double[] first = pages("", PAGES);
        double[] end = pages(last, PAGES);
        // Numbers that nobody has asked about before.
        int half = Math.min(QUESTIONS, size / 2);
        double[] asked = questions(inventory.free(2 * half).subList(half, 2 * half));
        Free number = inventory.free(1).get(0);
        RecordedStatements sent = RecordedStatements.of(
                stack.postgres(), log, ROLE, Long.toString(number.number()), () -> ask(number, Instant.now()));
        return new Round(size, history.rows(), first, end, asked, queries(sent), plan(sent));
    }

    /** The token of the page that ends with the last number. */
    private String lastPage(int size) {
        String token = "";
        for (int seen = 0; seen < size - PAGE; seen += PAGE) {
            Answer page = page(token);
            token = page.text("/nextPageToken");
        }
        return token;
    }

    private double[] pages(String token, int count) {
        double[] milliseconds = new double[count];
        for (int i = 0; i < count; i++) {
            Stopwatch watch = new Stopwatch();
            page(token);
            milliseconds[i] = watch.seconds() * 1e3;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private Answer page(String token) {
        Answer answer = parties.tenant()
                .numberService()
                .get(parties.tenantPath("/numbers?limit=" + PAGE + (token.isEmpty() ? "" : "&pageToken=" + token)));
        Parties.expect(200, answer);
        if (answer.items().size() != PAGE) {
            throw new IllegalStateException("a page of " + answer.items().size());
        }
        return answer;
    }

    private double[] questions(List<Free> numbers) {
        Instant now = Instant.now();
        double[] milliseconds = new double[numbers.size()];
        for (int i = 0; i < milliseconds.length; i++) {
            Instant at = now.minus(Duration.ofHours(1 + RANDOM.nextInt(24 * (CHANGES - 1))));
            Stopwatch watch = new Stopwatch();
            ask(numbers.get(i), at);
            milliseconds[i] = watch.seconds() * 1e3;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private void ask(Free number, Instant at) {
        Answer answer = parties.tenant()
                .numberService()
                .get(parties.tenantPath("/numbers/+" + number.number() + "/history?at=" + at));
        Parties.expect(200, answer);
        if (answer.items().size() != 1) {
            throw new IllegalStateException("one state at a time, not " + answer.body());
        }
    }

    private static int queries(RecordedStatements sent) {
        return (int) sent.sql().stream()
                .filter(sql -> sql.contains("number_history"))
                .count();
    }

    private List<String> plan(RecordedStatements sent) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(stack.postgres().jdbcUrl("number"), ROLE, ROLE)) {
            connection.setAutoCommit(false);
            return sent.explain(connection, "number_history");
        }
    }
}
