package dev.trunkline.platform.outbox;

import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.event.EventSpans;
import dev.trunkline.platform.event.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of the events that a relay sends together: each goes on from the one that appended its event, and ends when the brokers have
 * all of them. Events whose trace is not recorded get none.
 */
final class SendSpans implements AutoCloseable {

    private final Tracer tracer;
    private final List<Span> open = new ArrayList<>();
    private boolean acknowledged;

    SendSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Begins the span of an event; returns the attributes that it travels with, so that its receiver goes on from the span. */
    EventAttributes begin(String topic, EventAttributes attributes) {
        SpanContext appended = TraceContext.read(attributes.traceparent());
        if (!appended.isSampled()) {
            return attributes;
        }
        Span span = EventSpans.named(
                        EventSpans.of(tracer, SpanKind.PRODUCER, "send", topic), attributes.id(), attributes.type())
                .setParent(TraceContext.within(appended))
                .startSpan();
        open.add(span);
        return attributes.withTraceparent(TraceContext.written(span.getSpanContext()));
    }

    void acknowledged() {
        acknowledged = true;
    }

    /** What was not acknowledged is sent again, with another span. */
    @Override
    public void close() {
        for (Span span : open) {
            if (!acknowledged) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
