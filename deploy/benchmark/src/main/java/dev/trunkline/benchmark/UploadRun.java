package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.story.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Uploads fresh numbers and follows them until everybody knows of them. */
final class UploadRun {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long MILLIS_BETWEEN_LOOKS = 200;
    private static final long FIRST = 49_30_2000_0000L;
    private static final AtomicLong RESERVED = new AtomicLong(FIRST);

    private final LocalStack stack;
    private final EmbeddedPostgres postgres;
    private final Parties parties;
    private long next;

    UploadRun(LocalStack stack, Parties parties) {
        this(stack, parties, FIRST);
    }

    /** @param first of the numbers, which nobody else uploads */
    UploadRun(LocalStack stack, Parties parties, long first) {
        this.stack = stack;
        this.next = first;
        this.postgres = stack.postgres();
        this.parties = parties;
    }

    /** The first of so many numbers that no other run has reserved. */
    static long reserve(int numbers) {
        return RESERVED.getAndAdd(numbers);
    }

    /** What was measured, and of which order; the yardstick is applied by the caller. */
    record Followed(UUID orderId, Measured measured) {}

    Followed upload(int numbers) throws InterruptedException, SQLException {
        String order = parties.order(numbers);
        UUID orderId = UUID.fromString(order.substring(order.lastIndexOf('/') + 1));
        long first = next;
        next += numbers;
        ProcessorTime processors = ProcessorTime.from(stack);
        Instant begin = Instant.now();
        Stopwatch watch = new Stopwatch();
        Answer answer = send(order, first, numbers);
        double accepted = watch.seconds();
        Parties.expect(202, answer);
        String upload = parties.operatorPath("/uploads/" + answer.text("/uploadId"));
        String last = parties.tenantPath("/numbers/+" + (first + numbers - 1));
        await(() -> parties.tenant().numberService().get(last).status() == 200 && held(orderId) == numbers);
        double visible = watch.seconds();
        await(() -> {
            Answer view = parties.operator().operatorService().get(upload);
            if (view.text("/status").equals("completedWithErrors")) {
                throw new IllegalStateException("rows were rejected: " + view.body());
            }
            return view.text("/status").equals("completed");
        });
        double settled = watch.seconds();
        Map<String, Double> used = processors.seconds();
        Instant[] landed = landed(orderId);
        return new Followed(
                orderId,
                new Measured(
                        numbers,
                        accepted,
                        Stopwatch.seconds(Duration.between(begin, landed[0])),
                        Stopwatch.seconds(Duration.between(begin, landed[1])),
                        visible,
                        settled,
                        used,
                        new double[0]));
    }

    /** Again while others send so many that the service takes no more at this moment. */
    private Answer send(String order, long first, int numbers) throws InterruptedException {
        while (true) {
            Answer answer = parties.operator()
                    .operatorService()
                    .upload(
                            order + "/uploads",
                            BodyPublishers.ofInputStream(() -> new NumbersStream(first, numbers)),
                            PATIENCE);
            if (answer.status() != 503) {
                return answer;
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    private int held(UUID orderId) {
        try (Connection connection = postgres.superuser("number");
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from phone_number where order_id = ? and tenant_id = ?")) {
            count.setObject(1, orderId);
            count.setObject(2, parties.tenantId());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant[] landed(UUID orderId) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                PreparedStatement times = connection.prepareStatement(
                        "select min(acquired_at), max(acquired_at) from phone_number where order_id = ?")) {
            times.setObject(1, orderId);
            try (ResultSet row = times.executeQuery()) {
                row.next();
                return new Instant[] {
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getObject(2, OffsetDateTime.class).toInstant()
                };
            }
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long last = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException("it did not come to pass within " + PATIENCE);
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }
}
