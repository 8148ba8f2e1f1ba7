package dev.trunkline.operator.order;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.operator.operation.OperationStore;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes number-service's decisions on cancellations. One that answers another question than the order's present one ends its operation only. */
@ApplicationScoped
class OrderCancellationsHandler implements EventsHandler {

    private final OrderStore store;
    private final OrderDeliveries deliveries;
    private final OperationStore operations;

    OrderCancellationsHandler(OrderStore store, OrderDeliveries deliveries, OperationStore operations) {
        this.store = store;
        this.deliveries = deliveries;
        this.operations = operations;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ORDER_CANCELLATION_DECIDED);
    }

    /** Lock order: consent, order, upload, rows. */
    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        deliveries.lockAll(
                connection,
                events.stream()
                        .map(event ->
                                event.payloadAs(OrderCancellationDecided.class).orderId())
                        .collect(Collectors.toSet()));
        for (InboundEvent event : events) {
            OrderCancellationDecided answer = event.payloadAs(OrderCancellationDecided.class);
            boolean cancelled = answer.outcome() == CommandOutcome.APPLIED;
            operations.end(
                    connection,
                    answer.operatorId(),
                    answer.cancellationId(),
                    cancelled ? null : Objects.requireNonNullElse(answer.code(), "refused"),
                    cancelled ? null : answer.detail());
            Order order = store.find(connection, answer.operatorId(), answer.orderId())
                    .orElse(null);
            if (order == null) {
                continue;
            }
            Order.Cancellation asked = order.cancellation();
            if (asked != null && asked.cancellationId().equals(answer.cancellationId())) {
                decide(transaction, event, order, answer);
            }
        }
    }

    private void decide(InboxTransaction transaction, InboundEvent cause, Order order, OrderCancellationDecided answer)
            throws SQLException {
        Connection connection = transaction.connection();
        OrderDeliveries.Moment moment = OrderDeliveries.moment(connection, order.version());
        if (answer.outcome() == CommandOutcome.APPLIED) {
            order.cancel(moment.now(), moment.revision());
            store.save(connection, order);
            for (Event news : PortingNews.of(order)) {
                transaction.append(news, cause);
            }
            return;
        }
        order.goOn(moment.now(), answer.detail(), moment.revision());
        store.save(connection, order);
        // What arrived meanwhile may have been the last of it.
        deliveries.completeIfDelivered(connection, order);
    }
}
