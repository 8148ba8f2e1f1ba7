package dev.trunkline.platform.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps the spans that are recorded as an exporter would get them. A service's tests have a bean of it. */
public class SpanCapture implements SpanProcessor {

    private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

    /** Those that have ended. */
    public List<SpanData> spans() {
        return List.copyOf(spans);
    }

    /** Those of a trace, in the order in which they began. */
    public List<SpanData> ofTrace(String traceId) {
        return spans.stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .sorted((one, other) -> Long.compare(one.getStartEpochNanos(), other.getStartEpochNanos()))
                .toList();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only its end tells all of a span.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled()) {
            spans.add(span.toSpanData());
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
