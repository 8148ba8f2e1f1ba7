package dev.trunkline.platform.inbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One handler's part of a batch that has failed: tried in halves and halves of halves until the events at fault are found. */
final class Sifting {

    private static final Logger LOG = Logger.getLogger(Sifting.class);

    private final HandlerTurn turn;
    private final BatchTransaction transaction;
    private final Burial burial;

    Sifting(HandlerTurn turn, BatchTransaction transaction, Burial burial) {
        this.turn = turn;
        this.transaction = transaction;
        this.burial = burial;
    }

    /**
     * Under savepoints: what fails is rolled back and tried in halves, down to the events at fault, which are set aside. Returns how many
     * were applied.
     *
     * @throws SQLException a failure that is not the events' fault
     */
    int apply(List<Delivery> deliveries) throws SQLException {
        Optional<Exception> failure = transaction.attempt(() -> turn.apply(deliveries));
        if (failure.isEmpty()) {
            return deliveries.size();
        }
        if (deliveries.size() == 1) {
            burial.bury(deliveries.get(0), failure.get());
            refuse(Selection.understood(deliveries.get(0)).event());
            return 0;
        }
        int middle = deliveries.size() / 2;
        return apply(deliveries.subList(0, middle)) + apply(deliveries.subList(middle, deliveries.size()));
    }

    private void refuse(InboundEvent event) throws SQLException {
        Optional<Exception> failure = transaction.attempt(() -> turn.refuse(event));
        failure.ifPresent(poison ->
                LOG.errorf(poison, "alarm=event-not-refused eventId=%s eventType=%s", event.id(), event.type()));
    }
}
