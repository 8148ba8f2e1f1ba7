package dev.trunkline.operator.order;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationStore;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for orders to be cancelled. Whether a number of an order is in the tenant, or still on its way there, only number-service can tell:
 * it decides, after it closed the order for whatever comes late.
 */
@ApplicationScoped
class OrderCancellationService {

    private final RequestDatabase database;
    private final OrderStore store;
    private final OperationStore operations;
    private final OperationService shown;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    OrderCancellationService(
            RequestDatabase database,
            OrderStore store,
            OperationStore operations,
            OperationService shown,
            Outbox outbox,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.store = store;
        this.operations = operations;
        this.shown = shown;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    /** Asks once: as long as there is no answer, asking again answers the first operation. */
    @Transactional
    OperationView request(UUID operatorId, UUID orderId, @Nullable String ifMatch, @Nullable String reason) {
        return database.call(connection -> {
            Order order = store.lock(connection, operatorId, orderId).orElseThrow(OrderProblem::orderNotFound);
            Order.Cancellation asked = order.cancellation();
            if (asked != null) {
                return shown.get(connection, operatorId, asked.cancellationId());
            }
            EntityTags.requireMatchIfGiven(ifMatch, order.version());
            return ask(connection, order, reason);
        });
    }

    private OperationView ask(Connection connection, Order order, @Nullable String reason) throws SQLException {
        Order.Terms terms = order.terms();
        UUID cancellationId = Ids.next();
        Instant now = clock.now();
        order.requestCancellation(cancellationId, now, caller.subject(), reason, clock.nextRevision(order.version()));
        store.save(connection, order);
        operations.begin(
                connection,
                new OperationStore.Beginning(
                        cancellationId,
                        terms.operatorId(),
                        terms.tenantId(),
                        OperationKind.ORDER_CANCELLATION,
                        caller.subject(),
                        now),
                List.of());
        outbox.append(new OrderCancellationRequested(
                cancellationId, terms.operatorId(), terms.tenantId(), terms.orderId(), reason, caller.subject(), now));
        return shown.get(connection, terms.operatorId(), cancellationId);
    }
}
