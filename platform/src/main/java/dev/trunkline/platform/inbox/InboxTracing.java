package dev.trunkline.platform.inbox;

import io.opentelemetry.api.trace.Tracer;
import java.util.List;

/**
 * Where an inbox's spans come from.
 *
 * @param group of its consumers
 */
record InboxTracing(Tracer tracer, String group) {

    /** Begins the spans of events that are applied together, and makes them current. */
    ProcessSpans begin(List<InboundEvent> events) {
        return ProcessSpans.begin(this, events);
    }
}
