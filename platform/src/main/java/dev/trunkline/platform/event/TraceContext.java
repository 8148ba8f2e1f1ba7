package dev.trunkline.platform.event;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of an event: a trace goes on in the service that applies it. */
public final class TraceContext {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceContext() {}

    /** The current span as a {@code traceparent}; null outside a trace. */
    public static @Nullable String current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? written(context) : null;
    }

    /** As a {@code traceparent}. */
    public static String written(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** What a {@code traceparent} says; the invalid context, of no trace, when it says nothing that can be read. */
    public static SpanContext read(@Nullable String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!matcher.matches()) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                matcher.group(1), matcher.group(2), TraceFlags.fromHex(matcher.group(3), 0), TraceState.getDefault());
    }

    /** What happens in it belongs to its trace; in that of the invalid context, to none. */
    public static Context within(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }
}
