package dev.trunkline.operator.webhook;

import dev.trunkline.operator.webhook.DeliveryBulkStore.Due;
import dev.trunkline.operator.webhook.DeliveryBulkStore.Outcome;
import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the feed to webhooks. Each entry at least once; a receiver tells repeats by {@code webhook-id}. Nothing is locked while a receiver
 * takes its time: a delivery is leased, sent, and settled, each on its own.
 */
@ApplicationScoped
class WebhookSender {

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private record Sent(Due delivery, CompletableFuture<Outcome> outcome) {}

    private final Transactions background;
    private final DeliveryBulkStore deliveries;
    private final WebhookClient client;
    private final WebhookConfig config;
    private final Waits waits;

    /** What has been sent since the database last took it; without this the receivers' answers would be lost while it is away. */
    private final Queue<Sent> unsettled = new ArrayDeque<>();

    private final BackgroundLoop loop;

    WebhookSender(
            @DataSource("background") javax.sql.DataSource background,
            DeliveryBulkStore deliveries,
            WebhookClient client,
            WebhookConfig config) {
        this.background = new Transactions(background, Duration.ofSeconds(30));
        this.deliveries = deliveries;
        this.client = client;
        this.config = config;
        this.waits = new Waits(config.firstWait(), config.longestWait());
        this.loop = new BackgroundLoop(
                "webhooks",
                this::turn,
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                Duration.ofSeconds(5));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    @Scheduled(identity = "webhook-purge", every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        int forgotten;
        do {
            forgotten =
                    background.call(connection -> deliveries.forget(connection, config.keptFor(), FORGOTTEN_AT_ONCE));
        } while (forgotten == FORGOTTEN_AT_ONCE);
    }

    private Duration turn() throws SQLException {
        settle();
        background.call(connection -> {
            deliveries.takeOver(connection, config.giveUpAfter());
            return true;
        });
        Duration lease = config.timeout().multipliedBy(2).plusSeconds(30);
        List<Due> due = background.call(connection -> deliveries.claim(connection, config.atOnce(), lease));
        for (Due delivery : due) {
            unsettled.add(new Sent(delivery, send(delivery)));
        }
        settle();
        return due.isEmpty() ? config.interval() : Duration.ZERO;
    }

    /** One by one, in order; those behind one that cannot be kept now are kept in the next turn. */
    private void settle() throws SQLException {
        while (!unsettled.isEmpty()) {
            Sent sent = unsettled.element();
            Due delivery = sent.delivery();
            Outcome outcome = sent.outcome().join();
            Duration wait =
                    waits.after(delivery.attempt(), ThreadLocalRandom.current().nextDouble());
            background.call(connection -> {
                deliveries.settle(connection, delivery, outcome, wait);
                return true;
            });
            unsettled.remove();
        }
    }

    private CompletableFuture<Outcome> send(Due delivery) {
        long began = System.nanoTime();
        try {
            Target target = Target.lookUp(delivery.url(), config.privateTargets());
            long timestamp = delivery.timestamp();
            String id = delivery.eventId().toString();
            String signature = Signature.of(delivery.secret(), id, timestamp, delivery.body());
            return client.post(target, id, timestamp, signature, delivery.body())
                    .handle((status, failure) -> new Outcome(status, error(failure), millisSince(began)));
        } catch (Target.RefusedException e) {
            return CompletableFuture.completedFuture(new Outcome(null, e.getMessage(), millisSince(began)));
        }
    }

    /** What kind of failure it was; nothing of the inside. */
    private static @Nullable String error(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "The receiver did not answer in time."
                : "The connection failed: " + cause.getClass().getSimpleName() + ".";
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
