package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came, body read.
 *
 * @param id the CloudEvents id: the same for a repeat
 * @param revision as in {@link Event#revision()}
 * @param correlationId names the request that began it all; absent when nobody said
 */
public record InboundEvent(
        UUID id,
        EventType type,
        String recordKey,
        @Nullable UUID tenantId,
        long revision,
        Instant time,
        @Nullable String correlationId,
        @Nullable String traceparent,
        Event payload) {

    /** The same in another place of a trace. */
    InboundEvent withTraceparent(@Nullable String other) {
        return new InboundEvent(id, type, recordKey, tenantId, revision, time, correlationId, other, payload);
    }

    /**
     * The payload as the record of its type.
     *
     * @throws ClassCastException when the handler asked for a type that it does not declare
     */
    public <E extends Event> E payloadAs(Class<E> type) {
        return type.cast(payload);
    }
}
