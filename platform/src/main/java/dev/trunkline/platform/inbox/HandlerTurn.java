package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.event.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One handler's part of a batch: all its events at once, or, once that has failed, halves and halves of halves. */
final class HandlerTurn {

    private static final Logger LOG = Logger.getLogger(HandlerTurn.class);

    private final EventsHandler handler;
    private final BatchTransaction transaction;
    private final Burial burial;

    HandlerTurn(EventsHandler handler, BatchTransaction transaction, Burial burial) {
        this.handler = handler;
        this.transaction = transaction;
        this.burial = burial;
    }

    /** All at once; throws what the handler throws. */
    void apply(List<Delivery> deliveries) throws SQLException {
        List<InboundEvent> events = deliveries.stream()
                .map(delivery -> Selection.understood(delivery).event())
                .toList();
        TraceContext.within(commonTrace(events), () -> handler.apply(transaction, events));
        transaction.flush();
        for (Map.Entry<Topic, Map<String, Long>> states :
                Selection.states(deliveries).entrySet()) {
            UnreliableKeys.clear(transaction.connection(), states.getKey(), states.getValue());
        }
    }

    /**
     * Under savepoints: what fails is rolled back and tried in halves, down to the events at fault, which are set aside. Returns those
     * that were applied.
     *
     * @throws SQLException a failure that is not the events' fault
     */
    List<Delivery> applySifting(List<Delivery> deliveries) throws SQLException {
        Connection connection = transaction.connection();
        Savepoint before = connection.setSavepoint();
        Exception failure = tryApply(deliveries);
        if (failure == null) {
            connection.releaseSavepoint(before);
            return deliveries;
        }
        connection.rollback(before);
        transaction.discardPending();
        if (deliveries.size() == 1) {
            burial.bury(deliveries.get(0), failure);
            refuse(Selection.understood(deliveries.get(0)).event());
            return List.of();
        }
        int middle = deliveries.size() / 2;
        List<Delivery> applied = new ArrayList<>(applySifting(deliveries.subList(0, middle)));
        applied.addAll(applySifting(deliveries.subList(middle, deliveries.size())));
        return applied;
    }

    private @Nullable Exception tryApply(List<Delivery> deliveries) throws SQLException {
        try {
            apply(deliveries);
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

    private static @Nullable String commonTrace(List<InboundEvent> events) {
        Set<String> traces = events.stream()
                .map(event -> event.traceparent() == null ? "" : event.traceparent())
                .collect(Collectors.toSet());
        return traces.size() == 1 ? traces.iterator().next() : null;
    }
}
