package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.event.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One handler's part of a batch that has failed: tried in halves and halves of halves until the events at fault are found. */
final class Sifting {

    private static final Logger LOG = Logger.getLogger(Sifting.class);

    private final EventsHandler handler;
    private final HandlerTurn turn;
    private final BatchTransaction transaction;
    private final Burial burial;

    Sifting(EventsHandler handler, BatchTransaction transaction, Burial burial) {
        this.handler = handler;
        this.turn = new HandlerTurn(handler, transaction);
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
        Connection connection = transaction.connection();
        Savepoint before = connection.setSavepoint();
        Exception failure = tryApply(deliveries);
        if (failure == null) {
            connection.releaseSavepoint(before);
            return deliveries.size();
        }
        connection.rollback(before);
        transaction.discardPending();
        if (deliveries.size() == 1) {
            burial.bury(deliveries.get(0), failure);
            refuse(Selection.understood(deliveries.get(0)).event());
            return 0;
        }
        int middle = deliveries.size() / 2;
        return apply(deliveries.subList(0, middle)) + apply(deliveries.subList(middle, deliveries.size()));
    }

    private @Nullable Exception tryApply(List<Delivery> deliveries) throws SQLException {
        try {
            turn.apply(deliveries);
            checkDeferredConstraints();
            return null;
        } catch (SQLException | RuntimeException e) {
            return poisonOrThrow(e);
        }
    }

    /** What fails only at commit must be found here. Rolling back to the savepoint defers the constraints again. */
    private void checkDeferredConstraints() throws SQLException {
        Connection connection = transaction.connection();
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set constraints all immediate");
        }
        connection.rollback(before);
    }

    private void refuse(InboundEvent event) throws SQLException {
        Connection connection = transaction.connection();
        Savepoint before = connection.setSavepoint();
        try {
            TraceContext.within(event.traceparent(), () -> handler.refuse(transaction, event));
            transaction.flush();
            connection.releaseSavepoint(before);
        } catch (SQLException | RuntimeException e) {
            Exception poison = poisonOrThrow(e);
            connection.rollback(before);
            transaction.discardPending();
            LOG.errorf(poison, "alarm=event-not-refused eventId=%s eventType=%s", event.id(), event.type());
        }
    }

    private static <E extends Exception> E poisonOrThrow(E failure) throws SQLException {
        if (SqlFailure.of(failure) == SqlFailure.PERMANENT) {
            return failure;
        }
        if (failure instanceof SQLException sql) {
            throw sql;
        }
        throw (RuntimeException) failure;
    }
}
