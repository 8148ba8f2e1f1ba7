package dev.trunkline.operator.upload;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.operator.order.OrderDeliveries;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes number-service's answer to each chunk. A row has one result for each attempt: a repeat, an answer to an earlier attempt and
 * anything after {@code delivered} change nothing.
 */
@ApplicationScoped
class ChunkResultsHandler implements EventsHandler {

    private final ChunkResultsBulkStore results;
    private final DeliveredChunkStore delivered;
    private final OrderDeliveries orders;
    private final UploadStore uploads;
    private final ChunkDispatcher dispatcher;

    ChunkResultsHandler(
            ChunkResultsBulkStore results,
            DeliveredChunkStore delivered,
            OrderDeliveries orders,
            UploadStore uploads,
            ChunkDispatcher dispatcher) {
        this.results = results;
        this.delivered = delivered;
        this.orders = orders;
        this.uploads = uploads;
        this.dispatcher = dispatcher;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.UPLOAD_CHUNK_APPLIED);
    }

    /** Lock order: consent, order, upload, rows. */
    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        List<UploadChunkApplied> answers = events.stream()
                .map(event -> event.payloadAs(UploadChunkApplied.class))
                .toList();
        if (answers.isEmpty()) {
            return;
        }
        orders.lockAll(
                connection, answers.stream().map(UploadChunkApplied::orderId).collect(Collectors.toSet()));
        results.lock(
                connection, answers.stream().map(UploadChunkApplied::uploadId).collect(Collectors.toSet()));
        for (UploadChunkApplied answer : answers) {
            orders.arrived(
                    connection, answer.operatorId(), answer.tenantId(), answer.orderId(), settle(connection, answer));
        }
        uploads.completeSettled(
                connection, answers.stream().map(UploadChunkApplied::uploadId).collect(Collectors.toSet()));
        dispatcher.wake();
    }

    private List<OrderDeliveries.Delivery> settle(Connection connection, UploadChunkApplied answer)
            throws SQLException {
        if (delivered.isKnown(connection, answer)) {
            return List.of();
        }
        Optional<List<OrderDeliveries.Delivery>> whole = delivered.settle(connection, answer);
        return whole.isPresent() ? whole.get() : results.settle(connection, answer);
    }
}
