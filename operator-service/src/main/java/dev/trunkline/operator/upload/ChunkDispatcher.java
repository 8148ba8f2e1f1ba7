package dev.trunkline.operator.upload;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.operator.consent.Consent;
import dev.trunkline.operator.consent.ConsentStore;
import dev.trunkline.operator.consent.CustomerRelationship;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.tenancy.DataScope;
import io.opentelemetry.context.Scope;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands the rows of uploads to number-service, chunk by chunk, as many at a time as may be under way.
 *
 * <p>Each chunk is a transaction that holds the consent it relies on. An upload whose consent has ended gets no further chunk: what was
 * never handed out is rejected here, what was is settled by number-service's answer alone.
 */
@ApplicationScoped
class ChunkDispatcher {

    private static final int CHUNK_ROWS = 1_000;
    /** Below the 512 KiB of an event, with room for what is around the rows. */
    private static final int CHUNK_BYTES = 480 * 1024;

    private static final E164Number LONGEST = new E164Number(999_999_999_999_999L);

    private static final int UPLOADS_A_TURN = 50;

    private final RequestDatabase database;
    private final Transactions background;
    private final ChunkStore chunks;
    private final UploadStore uploads;
    private final ConsentStore consents;
    private final SettingsStore settings;
    private final Outbox outbox;
    private final DataScope scope;
    private final UploadConfig config;
    private final BackgroundLoop loop;
    private @Nullable UUID lastOfTurn;

    ChunkDispatcher(
            RequestDatabase database,
            @DataSource("background") javax.sql.DataSource background,
            ChunkStore chunks,
            UploadStore uploads,
            ConsentStore consents,
            SettingsStore settings,
            Outbox outbox,
            DataScope scope,
            UploadConfig config) {
        this.database = database;
        this.background = new Transactions(background, Duration.ofSeconds(30));
        this.chunks = chunks;
        this.uploads = uploads;
        this.consents = consents;
        this.settings = settings;
        this.outbox = outbox;
        this.scope = scope;
        this.config = config;
        this.loop = new BackgroundLoop(
                "upload-chunks",
                this::turn,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
                Duration.ofSeconds(5));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** There may be rows to hand out. */
    void wake() {
        loop.wake();
    }

    /** Each turn goes on after the last one's uploads: those whose chunks wait in number-service do not hold up the others. */
    @SuppressWarnings("try") // The scope is there to be closed.
    private Duration turn() throws SQLException {
        List<ChunkStore.Waiting> uploadsOfTurn =
                background.call(connection -> chunks.waiting(connection, lastOfTurn, UPLOADS_A_TURN));
        boolean more = uploadsOfTurn.size() == UPLOADS_A_TURN;
        lastOfTurn = more ? uploadsOfTurn.get(uploadsOfTurn.size() - 1).uploadId() : null;
        boolean handedOut = false;
        for (ChunkStore.Waiting upload : uploadsOfTurn) {
            if (loop.isStopping()) {
                break;
            }
            try (Scope trace = upload.origin().goOn()) {
                handedOut |= QuarkusTransaction.requiringNew().call(() -> {
                    scope.enterOperator(upload.operatorId());
                    return database.call(connection -> handOutNext(connection, upload));
                });
            }
        }
        return handedOut || more ? Duration.ZERO : config.interval();
    }

    /** Lock order: consent, order, upload, rows. */
    private boolean handOutNext(Connection connection, ChunkStore.Waiting upload) throws SQLException {
        Optional<Consent> consent = consents.hold(connection, upload.operatorId(), upload.tenantId());
        Optional<ChunkStore.Head> head = chunks.lock(connection, upload);
        if (head.isEmpty() || !ConsentStore.isReliable(connection, upload.operatorId(), upload.tenantId())) {
            return false;
        }
        if (consent.isEmpty()
                || consent.get().status() == EnablementStatus.REMOVED
                || consent.get().epoch() != head.get().enablementEpoch()) {
            return rejectRest(
                    connection,
                    upload,
                    head.get(),
                    RowCode.CONSENT_REQUIRED,
                    "The tenant's consent ended before this row was handed on. Place a new order under the present consent.");
        }
        if (head.get().cancelled()) {
            return rejectRest(
                    connection,
                    upload,
                    head.get(),
                    RowCode.ORDER_CANCELLED,
                    "The order was cancelled before this row was handed on.");
        }
        if (lacksAgreement(connection, consent.get())) {
            return rejectRest(
                    connection,
                    upload,
                    head.get(),
                    RowCode.AGREEMENT_REQUIRED,
                    "The signed agreement ended before this row was handed on. Set the relationship to AgreementSigned, then retry.");
        }
        return head.get().flags().isAllOrNone()
                ? submitAll(connection, upload, head.get(), consent.get())
                : submitNext(connection, upload, head.get(), consent.get());
    }

    private boolean rejectRest(
            Connection connection, ChunkStore.Waiting upload, ChunkStore.Head head, RowCode code, String detail)
            throws SQLException {
        chunks.reject(connection, upload, head, null, code.wire(), detail);
        uploads.completeSettled(connection, List.of(upload.uploadId()));
        return true;
    }

    private boolean lacksAgreement(Connection connection, Consent consent) throws SQLException {
        return consent.relationship() != CustomerRelationship.AGREEMENT_SIGNED
                && settings.find(connection, consent.operatorId())
                        .filter(OperatorSettings::requiresSignedAgreement)
                        .isPresent();
    }

    private boolean submitNext(Connection connection, ChunkStore.Waiting upload, ChunkStore.Head head, Consent consent)
            throws SQLException {
        int room = config.rowsUnderWay() - head.underWay();
        List<UploadChunkSubmitted.Item> next =
                room <= 0 ? List.of() : chunks.next(connection, upload, head, Math.min(room, CHUNK_ROWS));
        if (rejectRenewed(connection, upload, head, consent, next)) {
            return true;
        }
        List<UploadChunkSubmitted.Item> items = chunk(next);
        if (items.isEmpty()) {
            return false;
        }
        submit(connection, upload, head, consent, new Part(head.chunks() + 1, null, items));
        return true;
    }

    /** Rejects rows that were ordered before the tenant withdrew their country or service and added it again; whether there were any. */
    private boolean rejectRenewed(
            Connection connection,
            ChunkStore.Waiting upload,
            ChunkStore.Head head,
            Consent consent,
            List<UploadChunkSubmitted.Item> items)
            throws SQLException {
        List<Long> lines = items.stream()
                .filter(item -> consent.wasRenewed(item.country(), item.service(), item.countryEpoch()))
                .map(UploadChunkSubmitted.Item::row)
                .toList();
        if (lines.isEmpty()) {
            return false;
        }
        chunks.reject(
                connection,
                upload,
                head,
                lines,
                RowCode.COUNTRY_NOT_CONSENTED.wire(),
                "The tenant has withdrawn this country or service since it was ordered, and added it again. Place a new order.");
        uploads.completeSettled(connection, List.of(upload.uploadId()));
        return true;
    }

    /** All chunks under the same consent, so that none of them can come without the others. */
    private boolean submitAll(Connection connection, ChunkStore.Waiting upload, ChunkStore.Head head, Consent consent)
            throws SQLException {
        List<UploadChunkSubmitted.Item> rest = chunks.next(connection, upload, head, Integer.MAX_VALUE);
        List<List<UploadChunkSubmitted.Item>> parts = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<UploadChunkSubmitted.Item> part = chunk(rest.subList(0, Math.min(rest.size(), CHUNK_ROWS)));
            parts.add(part);
            rest = rest.subList(part.size(), rest.size());
        }
        for (int i = 0; i < parts.size(); i++) {
            submit(connection, upload, head, consent, new Part(head.chunks() + 1 + i, parts.size(), parts.get(i)));
        }
        return !parts.isEmpty();
    }

    /**
     * A chunk to be handed out.
     *
     * @param atomicChunks how many are applied together; null for one that is applied by itself
     */
    private record Part(int chunk, @Nullable Integer atomicChunks, List<UploadChunkSubmitted.Item> items) {}

    private void submit(
            Connection connection, ChunkStore.Waiting upload, ChunkStore.Head head, Consent consent, Part part)
            throws SQLException {
        List<UploadChunkSubmitted.Item> items = part.items();
        chunks.handOut(
                connection, upload, part.chunk(), items.get(items.size() - 1).row(), items.size());
        UploadChunkSubmitted submitted = new UploadChunkSubmitted(
                upload.uploadId(),
                head.attempt(),
                part.chunk(),
                head.flags().dryRun(),
                part.atomicChunks(),
                upload.operatorId(),
                upload.tenantId(),
                head.orderId(),
                OrderType.fromString(head.orderType()),
                consent.epoch(),
                consent.revision(),
                items);
        outbox.append(submitted, upload.origin());
    }

    /** As many of the rows as fit an event. */
    static List<UploadChunkSubmitted.Item> chunk(List<UploadChunkSubmitted.Item> rows) {
        long bytes = 0;
        int size = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (i == 0 || !isWrittenAlike(rows.get(i - 1), rows.get(i))) {
                size = size(rows.get(i));
            }
            bytes += size + 1;
            if (bytes > CHUNK_BYTES) {
                return rows.subList(0, i);
            }
        }
        return rows;
    }

    /** Whether two rows differ in nothing but line and number: then they weigh the same, but for those digits. */
    private static boolean isWrittenAlike(UploadChunkSubmitted.Item one, UploadChunkSubmitted.Item other) {
        return one.withIdentity(other.row(), other.telephoneNumber()).equals(other);
    }

    /** With room for the longest line and number. */
    private static int size(UploadChunkSubmitted.Item item) {
        try {
            return ContractJson.mapper().writeValueAsBytes(item.withIdentity(Integer.MAX_VALUE, LONGEST)).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
