package dev.trunkline.platform.event;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What spans of events say, by OpenTelemetry's conventions for messaging and for CloudEvents.
 *
 * <p>Never what an event says, which may be telephone numbers and a contact, nor its key.
 */
public final class EventSpans {

    public static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    public static final AttributeKey<Long> COUNT = AttributeKey.longKey("messaging.batch.message_count");

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("cloudevents.event_id");
    private static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("cloudevents.event_type");

    private EventSpans() {}

    /**
     * Of what is done with events.
     *
     * @param operation such as {@code send}, which is the name and the type of it alike
     * @param topic null when they are from several
     */
    public static SpanBuilder of(Tracer tracer, SpanKind kind, String operation, @Nullable String topic) {
        SpanBuilder span = tracer.spanBuilder(topic == null ? operation : operation + " " + topic)
                .setSpanKind(kind)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, operation);
        return topic == null ? span : span.setAttribute(DESTINATION, topic);
    }

    /** Of a single event. */
    public static SpanBuilder named(SpanBuilder span, UUID eventId, String eventType) {
        return span.setAttribute(EVENT_ID, eventId.toString()).setAttribute(EVENT_TYPE, eventType);
    }
}
