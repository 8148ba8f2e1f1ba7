package dev.trunkline.number.delivery;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether orders are cancelled: when the tenant holds no number of the order, and then nothing of it lands any more, however late
 * its chunks come.
 *
 * <p>Its caller has the gate of tenant and operator alone, so no delivery is under way, and what is counted is all there is.
 */
@ApplicationScoped
class OrderCancellationService {

    private final OrderFenceStore fences;
    private final ChunkService chunks;

    OrderCancellationService(OrderFenceStore fences, ChunkService chunks) {
        this.fences = fences;
        this.chunks = chunks;
    }

    void decide(InboxTransaction transaction, InboundEvent event) throws SQLException {
        OrderCancellationRequested request = event.payloadAs(OrderCancellationRequested.class);
        Connection connection = transaction.connection();
        Optional<OrderCancellationDecided> stored = fences.decision(connection, request);
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
            return;
        }
        long held = fences.held(connection, request);
        if (held == 0) {
            fences.set(connection, request);
            chunks.refuseParked(transaction, request);
            answer(transaction, event, CommandOutcome.APPLIED, null, null, 0);
        } else {
            answer(
                    transaction,
                    event,
                    CommandOutcome.REFUSED,
                    "numbers-delivered",
                    "The tenant holds " + held + (held == 1 ? " number" : " numbers")
                            + " of the order: release them first, or close the order short (POST …/complete).",
                    held);
        }
    }

    /** What a cancellation gets that this service cannot carry out: the order stays as it was, also when it is replayed later. */
    void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        OrderCancellationRequested request = event.payloadAs(OrderCancellationRequested.class);
        Optional<OrderCancellationDecided> stored = fences.decision(transaction.connection(), request);
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
            return;
        }
        answer(
                transaction,
                event,
                CommandOutcome.REFUSED,
                "command-not-understood",
                "The cancellation could not be carried out; ask for it again.",
                0);
    }

    private void answer(
            InboxTransaction transaction,
            InboundEvent event,
            CommandOutcome outcome,
            @Nullable String code,
            @Nullable String detail,
            long held)
            throws SQLException {
        OrderCancellationRequested request = event.payloadAs(OrderCancellationRequested.class);
        Connection connection = transaction.connection();
        OrderCancellationDecided decision = new OrderCancellationDecided(
                request.cancellationId(),
                request.operatorId(),
                request.tenantId(),
                request.orderId(),
                outcome,
                code,
                detail,
                held,
                Moment.read(connection).at());
        fences.keep(connection, decision);
        transaction.append(decision, event);
    }
}
