package dev.trunkline.number.delivery;

import static java.util.Objects.requireNonNull;

import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.enablement.Enablement;
import dev.trunkline.number.enablement.EnablementListener;
import dev.trunkline.number.enablement.Enablements;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.inbox.UnreliableKeys;
import dev.trunkline.platform.outbox.WrittenEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Applies chunks of uploads: each gets its answer once, in the transaction that delivers its numbers.
 *
 * <p>Its caller has passed the gate of tenant and operator, shared or alone, so no removal is being decided meanwhile.
 */
@ApplicationScoped
class ChunkService implements EnablementListener {

    private static final Logger LOG = Logger.getLogger(ChunkService.class);
    private static final Refusal POISON =
            new Refusal(RowCode.INVALID_FIELD, "The row could not be applied; check its fields and retry it.");

    private static final Refusal CANCELLED =
            new Refusal(RowCode.ORDER_CANCELLED, "The order was cancelled before this row could be delivered.");

    private final ChunkStore chunks;
    private final AtomicChunkStore staged;
    private final FenceStore fences;
    private final OrderFenceStore orderFences;
    private final Enablements enablements;
    private final ChunkDelivery delivery;

    ChunkService(
            ChunkStore chunks,
            AtomicChunkStore staged,
            FenceStore fences,
            OrderFenceStore orderFences,
            Enablements enablements,
            ChunkDelivery delivery) {
        this.chunks = chunks;
        this.staged = staged;
        this.fences = fences;
        this.orderFences = orderFences;
        this.enablements = enablements;
        this.delivery = delivery;
    }

    /** Applies a chunk, parks it, or says again what became of it. */
    void apply(InboxTransaction transaction, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        if (chunks.claim(transaction.connection(), chunk)) {
            if (chunk.atomicChunks() != null) {
                staged.put(transaction.connection(), chunk, false);
            }
            if (isReliable(transaction.connection(), chunk)) {
                decide(transaction, event);
            } else {
                park(transaction, event);
            }
            return;
        }
        Optional<UploadChunkApplied> stored = chunks.answer(transaction.connection(), chunk);
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
        }
    }

    /** Answers a chunk that this service cannot apply: its rows must not stay pending. */
    void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        if (!chunks.claim(transaction.connection(), chunk)) {
            return;
        }
        if (chunk.atomicChunks() != null) {
            staged.put(transaction.connection(), chunk, true);
            Optional<InboundEvent> whole = staged.whole(transaction.connection(), event);
            if (whole.isPresent()) {
                refuseWhole(transaction, whole.get(), POISON);
            }
        } else {
            answer(transaction, event, rejectAll(chunk, POISON));
        }
    }

    /** Answers the chunks of a cancelled order that wait for their consent; of those applied together, with the last of them all. */
    void refuseParked(InboxTransaction transaction, OrderCancellationRequested cancelled) throws SQLException {
        for (InboundEvent event : chunks.takeOut(transaction.connection(), cancelled)) {
            Optional<InboundEvent> whole = whole(transaction.connection(), event);
            if (whole.isPresent()) {
                refuseWhole(transaction, whole.get(), CANCELLED);
            }
        }
    }

    private Optional<InboundEvent> whole(Connection connection, InboundEvent event) throws SQLException {
        boolean atomic = event.payloadAs(UploadChunkSubmitted.class).atomicChunks() != null;
        return atomic ? staged.whole(connection, event) : Optional.of(event);
    }

    private void refuseWhole(InboxTransaction transaction, InboundEvent whole, Refusal refusal) throws SQLException {
        answer(transaction, whole, rejectAll(whole.payloadAs(UploadChunkSubmitted.class), refusal));
    }

    @Override
    public void applied(InboxTransaction transaction, Enablement enablement, InboundEvent told) throws SQLException {
        List<InboundEvent> parked = chunks.takeUp(
                transaction.connection(),
                enablement.tenantId(),
                enablement.operatorId(),
                enablement.epoch(),
                enablement.revision());
        for (InboundEvent event : parked) {
            Optional<Exception> failure = transaction.attempt(() -> decide(transaction, event));
            if (failure.isPresent()) {
                // The consent that takes the chunk up is not at fault and must be applied.
                LOG.errorf(failure.get(), "alarm=parked-chunk-refused eventId=%s", event.id());
                Optional<InboundEvent> whole = whole(transaction.connection(), event);
                if (whole.isPresent()) {
                    refuseWhole(transaction, whole.get(), POISON);
                }
            }
        }
    }

    /** Whether the last state of the consent that came could be applied; otherwise nobody knows what the tenant wants. */
    private static boolean isReliable(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        String key = chunk.tenantId() + ":" + chunk.operatorId();
        return UnreliableKeys.among(connection, Topic.ENABLEMENTS, List.of(key)).isEmpty();
    }

    private void park(InboxTransaction transaction, InboundEvent event) throws SQLException {
        chunks.park(transaction.connection(), event);
        transaction.countParked(1);
    }

    /** Decides a chunk, or with the last of those that belong together all of them. */
    private void decide(InboxTransaction transaction, InboundEvent event) throws SQLException {
        Connection connection = transaction.connection();
        Optional<InboundEvent> whole = whole(connection, event);
        if (whole.isEmpty()) {
            return;
        }
        UploadChunkSubmitted chunk = whole.get().payloadAs(UploadChunkSubmitted.class);
        if (orderFences.closes(connection, chunk)) {
            refuseWhole(transaction, whole.get(), CANCELLED);
            return;
        }
        if (chunk.atomicChunks() != null && staged.anyRefused(connection, chunk)) {
            refuseWhole(transaction, whole.get(), POISON);
            return;
        }
        Fences closed = fences.of(connection, chunk.tenantId(), chunk.operatorId());
        Optional<Enablement> enablement = enablements.hold(connection, chunk.tenantId(), chunk.operatorId());
        boolean known = enablement
                .filter(consent -> consent.knows(chunk.enablementEpoch(), chunk.enablementRevision()))
                .isPresent();
        if (!known && !closed.closeOperator(chunk.enablementEpoch())) {
            park(transaction, event);
            return;
        }
        ConsentRules consent = new ConsentRules(enablement.orElse(null), closed);
        Optional<Refusal> refusal = consent.refusalOf(chunk);
        if (refusal.isPresent()) {
            refuseWhole(transaction, whole.get(), refusal.get());
            return;
        }
        answer(transaction, whole.get(), delivery.deliver(transaction, whole.get(), consent));
    }

    /** Answers each chunk by itself, also of those that were applied together. */
    private void answer(InboxTransaction transaction, InboundEvent event, List<Row> rows) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        if (chunk.atomicChunks() == null) {
            answer(transaction, event, chunk, rows);
            return;
        }
        Map<Long, Row> byRow = rows.stream().collect(Collectors.toMap(Row::row, Function.identity()));
        for (UploadChunkSubmitted part : staged.take(transaction.connection(), chunk)) {
            List<Row> ofPart = part.items().stream()
                    .map(item -> requireNonNull(byRow.get(item.row())))
                    .toList();
            answer(transaction, event, part, ofPart);
        }
    }

    private void answer(InboxTransaction transaction, InboundEvent event, UploadChunkSubmitted chunk, List<Row> rows)
            throws SQLException {
        UploadChunkApplied answer = new UploadChunkApplied(
                chunk.uploadId(),
                chunk.attempt(),
                chunk.chunk(),
                chunk.dryRun(),
                chunk.operatorId(),
                chunk.tenantId(),
                chunk.orderId(),
                rows.stream().sorted(Comparator.comparingLong(Row::row)).toList());
        WrittenEvent written = WrittenEvent.of(answer);
        chunks.keep(transaction.connection(), answer, written);
        transaction.append(written, event);
    }

    private static List<Row> rejectAll(UploadChunkSubmitted chunk, Refusal refusal) {
        return chunk.items().stream()
                .map(item -> Placement.rejected(item, refusal))
                .toList();
    }
}
