package dev.trunkline.platform.inbox;

import dev.trunkline.platform.event.EventSpans;
import dev.trunkline.platform.event.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spans in which a handler applies a set of events, as many as traces are recorded among them and not as many as events: each trace
 * goes on from what was sent first of it, with links to the rest. What follows from an event is in the trace of that event.
 *
 * <p>A statement applies the whole set. Where the set is of one trace, its statements are in that trace; where several meet, they are in
 * a trace of the set, which has links to all of them.
 */
final class ProcessSpans implements AutoCloseable {

    private static final String PROCESS = "process";

    private final List<InboundEvent> events;
    private final List<Span> open;
    private final Scope scope;
    private boolean applied;

    @SuppressWarnings("MustBeClosedChecker") // Closed in close().
    private ProcessSpans(List<InboundEvent> events, List<Span> open, Context context) {
        this.events = events;
        this.open = open;
        this.scope = context.makeCurrent();
    }

    static ProcessSpans begin(InboxTracing tracing, List<InboundEvent> events) {
        Map<String, List<InboundEvent>> recorded = new LinkedHashMap<>();
        for (InboundEvent event : events) {
            SpanContext sent = TraceContext.read(event.traceparent());
            if (sent.isSampled()) {
                recorded.computeIfAbsent(sent.getTraceId(), trace -> new ArrayList<>())
                        .add(event);
            }
        }
        if (recorded.isEmpty()) {
            return new ProcessSpans(events, List.of(), unrecorded(events));
        }
        List<Span> open = new ArrayList<>();
        Map<UUID, String> traceparents = new HashMap<>();
        for (List<InboundEvent> ofOneTrace : recorded.values()) {
            Span span = goingOn(tracing, ofOneTrace);
            open.add(span);
            String traceparent = TraceContext.written(span.getSpanContext());
            ofOneTrace.forEach(event -> traceparents.put(event.id(), traceparent));
        }
        if (open.size() > 1) {
            open.add(ofTheSet(tracing, events, open));
        }
        List<InboundEvent> within = events.stream()
                .map(event -> event.withTraceparent(traceparents.getOrDefault(event.id(), event.traceparent())))
                .toList();
        return new ProcessSpans(within, open, Context.root().with(open.get(open.size() - 1)));
    }

    /** Nobody looks at it: nothing is begun, but what is known of it is passed on. */
    private static Context unrecorded(Collection<InboundEvent> events) {
        Set<String> traces = events.stream()
                .map(event -> event.traceparent() == null ? "" : event.traceparent())
                .collect(Collectors.toSet());
        SpanContext common =
                traces.size() == 1 ? TraceContext.read(traces.iterator().next()) : SpanContext.getInvalid();
        return common.isValid() ? TraceContext.within(common) : Context.current();
    }

    private static Span goingOn(InboxTracing tracing, List<InboundEvent> ofOneTrace) {
        InboundEvent first = ofOneTrace.get(0);
        SpanContext parent = TraceContext.read(first.traceparent());
        SpanBuilder span = builder(tracing, ofOneTrace).setParent(TraceContext.within(parent));
        if (ofOneTrace.size() == 1) {
            EventSpans.named(span, first.id(), first.type().typeName());
        }
        ofOneTrace.stream()
                .map(event -> TraceContext.read(event.traceparent()))
                .filter(sent -> !sent.getSpanId().equals(parent.getSpanId()))
                .forEach(span::addLink);
        return span.startSpan();
    }

    private static Span ofTheSet(InboxTracing tracing, List<InboundEvent> events, List<Span> members) {
        SpanBuilder span = builder(tracing, events).setNoParent();
        members.forEach(member -> span.addLink(member.getSpanContext()));
        return span.startSpan();
    }

    private static SpanBuilder builder(InboxTracing tracing, List<InboundEvent> events) {
        SpanBuilder span = EventSpans.of(tracing.tracer(), SpanKind.CONSUMER, PROCESS, commonTopic(events))
                .setAttribute(EventSpans.GROUP, tracing.group());
        return events.size() == 1 ? span : span.setAttribute(EventSpans.COUNT, (long) events.size());
    }

    private static @Nullable String commonTopic(List<InboundEvent> events) {
        Set<String> topics =
                events.stream().map(event -> event.type().topic().topicName()).collect(Collectors.toSet());
        return topics.size() == 1 ? topics.iterator().next() : null;
    }

    /** The events as the handler takes them: what it makes of one goes on from the span of its trace. */
    List<InboundEvent> events() {
        return events;
    }

    void applied() {
        applied = true;
    }

    @Override
    public void close() {
        scope.close();
        for (Span span : open) {
            if (!applied) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
