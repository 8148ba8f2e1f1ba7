package dev.trunkline.platform.inbox;

import java.sql.SQLException;
import java.util.List;

/** One handler's part of a batch, all its events at once. */
final class HandlerTurn {

    private final EventsHandler handler;
    private final BatchTransaction transaction;
    private final KeyMarks marks;
    private final InboxTracing tracing;

    HandlerTurn(EventsHandler handler, BatchTransaction transaction, KeyMarks marks, InboxTracing tracing) {
        this.handler = handler;
        this.transaction = transaction;
        this.marks = marks;
        this.tracing = tracing;
    }

    /** All at once; throws what the handler throws. */
    void apply(List<Delivery> deliveries) throws SQLException {
        List<InboundEvent> events = deliveries.stream()
                .map(delivery -> Selection.understood(delivery).event())
                .toList();
        try (ProcessSpans spans = tracing.begin(events)) {
            handler.apply(transaction, spans.events());
            transaction.flush();
            marks.clear(Selection.states(deliveries));
            spans.applied();
        }
    }

    /** The handler answers for an event that it could not apply. */
    void refuse(InboundEvent event) throws SQLException {
        try (ProcessSpans spans = tracing.begin(List.of(event))) {
            handler.refuse(transaction, spans.events().get(0));
            transaction.flush();
            spans.applied();
        }
    }
}
