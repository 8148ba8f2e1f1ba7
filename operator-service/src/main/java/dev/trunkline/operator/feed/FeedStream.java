package dev.trunkline.operator.feed;

import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Stopping;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The feed as server-sent events, each with its position as id. A stream ends with its client or after a bounded time, whichever is first;
 * no thread and no transaction waits with it.
 */
@ApplicationScoped
class FeedStream {

    private static final int AT_ONCE = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Proxies close what is silent for long. */
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

    private static final long RECONNECT_MILLIS = 2_000;

    private final Transactions background;
    private final FeedStore store;
    private final FeedConfig config;
    private final Semaphore places;
    private final Stopping stopping;

    FeedStream(
            @DataSource("background") javax.sql.DataSource background,
            FeedStore store,
            FeedConfig config,
            Stopping stopping) {
        this.background = new Transactions(background, Duration.ofSeconds(10));
        this.store = store;
        this.config = config;
        this.places = new Semaphore(config.streams());
        this.stopping = stopping;
    }

    /**
     * What comes after the position, for one client, as long as it listens.
     *
     * @throws ProblemException 503 while too many streams are open
     */
    Multi<OutboundSseEvent> after(UUID operatorId, long position, Sse sse) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            FeedProblem.STREAMS_BUSY, "Read the feed as JSON every few seconds, or try again later.")
                    .withHeader("Retry-After", "10");
        }
        long end = System.nanoTime() + config.longestStream().toNanos();
        AtomicLong told = new AtomicLong(position);
        AtomicLong silentSince = new AtomicLong(System.nanoTime());
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .item(() -> read(operatorId, told.get()))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .withDelay(BETWEEN_LOOKS)
                .whilst(entries -> !stopping.isAsked() && System.nanoTime() < end)
                .onItem()
                .transformToIterable(entries -> tell(entries, told, silentSince, sse))
                .onTermination()
                .invoke(places::release);
    }

    private List<FeedEntryView> read(UUID operatorId, long position) {
        try {
            return background.call(connection -> store.after(connection, operatorId, position, AT_ONCE));
        } catch (SQLException e) {
            throw new IllegalStateException("the feed could not be read", e);
        }
    }

    private static List<OutboundSseEvent> tell(
            List<FeedEntryView> entries, AtomicLong told, AtomicLong silentSince, Sse sse) {
        if (!entries.isEmpty()) {
            told.set(entries.get(entries.size() - 1).position());
            silentSince.set(System.nanoTime());
            return entries.stream().map(entry -> event(entry, sse)).toList();
        }
        if (System.nanoTime() - silentSince.get() < BETWEEN_SIGNS_OF_LIFE.toNanos()) {
            return List.of();
        }
        silentSince.set(System.nanoTime());
        return List.of(sse.newEventBuilder().comment("still here").build());
    }

    private static OutboundSseEvent event(FeedEntryView entry, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(entry.position()))
                .name(entry.type())
                .reconnectDelay(RECONNECT_MILLIS)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(FeedEntryView.class, entry)
                .build();
    }
}
