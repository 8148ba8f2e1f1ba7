package dev.trunkline.operator.order;

import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.operator.consent.ConsentListener;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Cancels the open orders of a consent that was removed, and those that lie wholly in countries or services that were withdrawn.
 * number-service has decided the removal: the tenant holds no number of the operator in that scope, and none can arrive under that epoch
 * any more. A new epoch says the same of every earlier one. An order that something can still arrive for stays open; the operator closes
 * it short.
 */
@ApplicationScoped
class OrdersOfEndedConsents implements ConsentListener {

    private static final int AT_ONCE = 500;

    private final OrderStore store;
    private final EndedOrderStore ended;

    OrdersOfEndedConsents(OrderStore store, EndedOrderStore ended) {
        this.store = store;
        this.ended = ended;
    }

    @Override
    public void changed(InboxTransaction transaction, InboundEvent cause) throws SQLException {
        end(transaction, cause, ended::lockEndedWithConsent, "The tenant removed its consent to this operator.");
        end(
                transaction,
                cause,
                ended::lockWithdrawn,
                "The tenant withdrew what this was ordered for from its consent.");
    }

    private interface Ended {
        List<Order> lock(Connection connection, UUID operatorId, UUID tenantId, int limit) throws SQLException;
    }

    private void end(InboxTransaction transaction, InboundEvent cause, Ended which, String reason) throws SQLException {
        EnablementChanged consent = cause.payloadAs(EnablementChanged.class);
        Connection connection = transaction.connection();
        List<Order> orders;
        do {
            orders = which.lock(connection, consent.operatorId(), consent.tenantId(), AT_ONCE);
            for (Order order : orders) {
                OrderDeliveries.Moment moment = OrderDeliveries.moment(connection, order.version());
                order.endWithConsent(moment.now(), reason, moment.revision());
                store.save(connection, order);
                for (Event news : PortingNews.of(order)) {
                    transaction.append(news, cause);
                }
            }
        } while (orders.size() == AT_ONCE);
    }
}
