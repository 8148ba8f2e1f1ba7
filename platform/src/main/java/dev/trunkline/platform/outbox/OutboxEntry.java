package dev.trunkline.platform.outbox;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with its body written, ready to be appended.
 *
 * @param payload JSON in UTF-8, at most {@link #MAX_PAYLOAD_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of half a megabyte would be waste.
public record OutboxEntry(
        UUID eventId,
        Event event,
        byte[] payload,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    /** 512 KiB: with its headers a record stays below what a broker takes by default. */
    public static final int MAX_PAYLOAD_BYTES = 512 * 1024;

    /**
     * Writes the body of a new event.
     *
     * @throws IllegalArgumentException for a body over {@link #MAX_PAYLOAD_BYTES}: split the event
     */
    public static OutboxEntry of(
            Event event, @Nullable String correlationId, @Nullable String causationId, @Nullable String traceparent) {
        return of(WrittenEvent.of(event), correlationId, causationId, traceparent);
    }

    /**
     * Of an event whose body is written.
     *
     * @throws IllegalArgumentException for a body over {@link #MAX_PAYLOAD_BYTES}: split the event
     */
    public static OutboxEntry of(
            WrittenEvent written,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable String traceparent) {
        Event event = written.event();
        byte[] payload = written.payload();
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("the body of an event of type " + event.type() + " has " + payload.length
                    + " bytes, more than " + MAX_PAYLOAD_BYTES + ": split it into several events");
        }
        return new OutboxEntry(Ids.next(), event, payload, correlationId, causationId, traceparent);
    }
}
