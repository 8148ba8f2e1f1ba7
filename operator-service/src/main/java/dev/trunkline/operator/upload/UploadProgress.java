package dev.trunkline.operator.upload;

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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How far an upload is, as a stream of server-sent events: {@code progress} after each change and {@code ended} as the last. Each stream
 * ends with its upload, with its client, with this process, or after a bounded time, whichever is first; no thread and no transaction waits with it.
 */
@ApplicationScoped
class UploadProgress {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Proxies close what is silent for long. */
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

    private static final long RECONNECT_MILLIS = 2_000;

    private final Transactions background;
    private final UploadStore uploads;
    private final UploadConfig config;
    private final Semaphore places;
    private final Stopping stopping;

    UploadProgress(
            @DataSource("background") javax.sql.DataSource background,
            UploadStore uploads,
            UploadConfig config,
            Stopping stopping) {
        this.background = new Transactions(background, Duration.ofSeconds(10));
        this.uploads = uploads;
        this.config = config;
        this.places = new Semaphore(config.progressStreams());
        this.stopping = stopping;
    }

    /**
     * The events for one client.
     *
     * @throws ProblemException 503 while too many streams are open
     */
    Multi<OutboundSseEvent> of(UUID operatorId, UUID uploadId, Sse sse) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            UploadProblem.STREAMS_BUSY,
                            "Ask for the upload itself every few seconds, or try again later.")
                    .withHeader("Retry-After", "10");
        }
        long last = System.nanoTime() + config.longestProgressStream().toNanos();
        Teller teller = new Teller(sse);
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .item(() -> read(operatorId, uploadId))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .withDelay(BETWEEN_LOOKS)
                .whilst(upload -> !upload.hasEnded() && !stopping.isAsked() && System.nanoTime() < last)
                .onItem()
                .transformToIterable(teller::tell)
                .onTermination()
                .invoke(places::release);
    }

    private Upload read(UUID operatorId, UUID uploadId) {
        try {
            return background
                    .call(connection -> uploads.find(connection, operatorId, uploadId))
                    .orElseThrow(UploadProblem::uploadNotFound);
        } catch (SQLException e) {
            throw new IllegalStateException("the upload could not be read", e);
        }
    }

    /** Says to one client what it has not heard yet. */
    private static final class Teller {

        private final Sse sse;
        private @Nullable Told told;
        private long silentSince = System.nanoTime();

        private record Told(UploadStatus status, UploadView.Counts counts) {}

        Teller(Sse sse) {
            this.sse = sse;
        }

        List<OutboundSseEvent> tell(Upload upload) {
            UploadView view = UploadView.of(upload);
            Told now = new Told(view.status(), view.counts());
            if (!Objects.equals(told, now)) {
                told = now;
                silentSince = System.nanoTime();
                return List.of(sse.newEventBuilder()
                        .name(upload.hasEnded() ? "ended" : "progress")
                        .reconnectDelay(RECONNECT_MILLIS)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(UploadView.class, view)
                        .build());
            }
            if (System.nanoTime() - silentSince < BETWEEN_SIGNS_OF_LIFE.toNanos()) {
                return List.of();
            }
            silentSince = System.nanoTime();
            return List.of(sse.newEventBuilder().comment("still here").build());
        }
    }
}
