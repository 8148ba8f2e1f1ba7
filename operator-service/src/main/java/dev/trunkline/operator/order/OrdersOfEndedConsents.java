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

/**
 * Cancels the open orders of a consent that was removed. number-service has decided the removal: the tenant holds no number of the
 * operator, and none can arrive under that epoch any more. A new epoch says the same of every earlier one.
 */
@ApplicationScoped
class OrdersOfEndedConsents implements ConsentListener {

    private static final int AT_ONCE = 500;

    private final OrderStore store;

    OrdersOfEndedConsents(OrderStore store) {
        this.store = store;
    }

    @Override
    public void changed(InboxTransaction transaction, InboundEvent cause) throws SQLException {
        EnablementChanged consent = cause.payloadAs(EnablementChanged.class);
        Connection connection = transaction.connection();
        List<Order> ended;
        do {
            ended = store.lockEndedWithConsent(connection, consent.operatorId(), consent.tenantId(), AT_ONCE);
            for (Order order : ended) {
                OrderDeliveries.Moment moment = OrderDeliveries.moment(connection, order.version());
                order.endWithConsent(
                        moment.now(), "The tenant removed its consent to this operator.", moment.revision());
                store.save(connection, order);
                for (Event news : PortingNews.of(order)) {
                    transaction.append(news, cause);
                }
            }
        } while (ended.size() == AT_ONCE);
    }
}
