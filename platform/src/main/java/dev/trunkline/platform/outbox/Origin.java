package dev.trunkline.platform.outbox;

import dev.trunkline.platform.event.TraceContext;
import dev.trunkline.platform.web.Caller;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The request that events follow from which are told later, in the background. Kept beside the work.
 *
 * @param correlationId names the request
 * @param traceparent the request's place in a trace; null outside one
 */
public record Origin(@Nullable String correlationId, @Nullable String traceparent) {

    /** The current request. */
    public static Origin of(Caller caller) {
        return new Origin(caller.correlationId(), TraceContext.current());
    }

    /** Goes on in the request's trace until it is closed, by the same thread. */
    @SuppressWarnings("MustBeClosedChecker") // The caller closes it.
    public Scope goOn() {
        return TraceContext.within(TraceContext.read(traceparent)).makeCurrent();
    }
}
