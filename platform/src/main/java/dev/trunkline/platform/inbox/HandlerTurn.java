package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.event.TraceContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One handler's part of a batch, all its events at once. */
final class HandlerTurn {

    private final EventsHandler handler;
    private final BatchTransaction transaction;

    HandlerTurn(EventsHandler handler, BatchTransaction transaction) {
        this.handler = handler;
        this.transaction = transaction;
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

    private static @Nullable String commonTrace(List<InboundEvent> events) {
        Set<String> traces = events.stream()
                .map(event -> event.traceparent() == null ? "" : event.traceparent())
                .collect(Collectors.toSet());
        return traces.size() == 1 ? traces.iterator().next() : null;
    }
}
