package dev.trunkline.number.delivery;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.enablement.Gate;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes chunks of uploads, cancellations of orders and questions of removal.
 *
 * <p>All gates of a batch are passed first and in one order, so that two replicas with batches that overlap wait for each other instead
 * of deadlocking; only then is anything read.
 */
@ApplicationScoped
class DeliveryEventsHandler implements EventsHandler {

    private final Gate gate;
    private final ChunkService chunks;
    private final RemovalService removals;
    private final OrderCancellationService cancellations;

    DeliveryEventsHandler(
            Gate gate, ChunkService chunks, RemovalService removals, OrderCancellationService cancellations) {
        this.gate = gate;
        this.chunks = chunks;
        this.removals = removals;
        this.cancellations = cancellations;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.UPLOAD_CHUNK_SUBMITTED, EventType.ORDER_CANCELLATION_REQUESTED, EventType.REMOVAL_REQUESTED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        passGates(transaction.connection(), events);
        for (InboundEvent event : events) {
            if (isRemoval(event)) {
                removals.decide(transaction, event);
            } else if (isCancellation(event)) {
                cancellations.decide(transaction, event);
            } else {
                chunks.apply(transaction, event);
            }
        }
    }

    @Override
    public void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        if (isRemoval(event)) {
            removals.refuse(transaction, event);
        } else if (isCancellation(event)) {
            cancellations.refuse(transaction, event);
        } else {
            chunks.refuse(transaction, event);
        }
    }

    private void passGates(Connection connection, List<InboundEvent> events) throws SQLException {
        record Key(UUID tenantId, UUID operatorId) {}
        Map<Key, Boolean> gates =
                new TreeMap<>(Comparator.comparing(Key::tenantId).thenComparing(Key::operatorId));
        for (InboundEvent event : events) {
            Key key = new Key(Objects.requireNonNull(event.payload().tenantId()), operatorOf(event));
            gates.merge(key, isRemoval(event) || isCancellation(event), Boolean::logicalOr);
        }
        for (Map.Entry<Key, Boolean> each : gates.entrySet()) {
            if (each.getValue()) {
                gate.passAlone(
                        connection, each.getKey().tenantId(), each.getKey().operatorId());
            } else {
                gate.passShared(
                        connection, each.getKey().tenantId(), each.getKey().operatorId());
            }
        }
    }

    private static UUID operatorOf(InboundEvent event) {
        if (isRemoval(event)) {
            return event.payloadAs(RemovalRequested.class).operatorId();
        }
        return isCancellation(event)
                ? event.payloadAs(OrderCancellationRequested.class).operatorId()
                : event.payloadAs(UploadChunkSubmitted.class).operatorId();
    }

    private static boolean isCancellation(InboundEvent event) {
        return event.type() == EventType.ORDER_CANCELLATION_REQUESTED;
    }

    private static boolean isRemoval(InboundEvent event) {
        return event.type() == EventType.REMOVAL_REQUESTED;
    }
}
