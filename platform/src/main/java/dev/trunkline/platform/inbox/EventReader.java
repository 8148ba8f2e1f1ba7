package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.event.MalformedEventException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads records as the events that the service's handlers take. */
final class EventReader {

    private final Handlers handlers;

    EventReader(Handlers handlers) {
        this.handlers = handlers;
    }

    /** What a record turned out to be. */
    sealed interface Reading {

        /** An event for a handler. */
        record Understood(InboundEvent event, EventsHandler handler, int rows) implements Reading {}

        /** Nothing for this service. */
        record Skipped(Reason reason) implements Reading {}

        /** No event that could be read, though it should be one. */
        record Unreadable(MalformedEventException cause) implements Reading {}
    }

    /** Why a record is nothing for this service. */
    enum Reason {
        /** A type that a later version of the contracts may know. */
        UNKNOWN,
        /** A type that no handler here takes. */
        UNHANDLED
    }

    Reading read(String topic, String recordKey, Headers headers, byte @Nullable [] body) {
        try {
            String typeName = EventAttributes.optional(headers, EventAttributes.TYPE);
            if (typeName == null) {
                throw new MalformedEventException("header " + EventAttributes.TYPE + " is missing");
            }
            Optional<EventType> type = EventType.ofTypeName(typeName);
            if (type.isEmpty()) {
                return new Reading.Skipped(Reason.UNKNOWN);
            }
            EventsHandler handler = handlers.of(type.get());
            if (handler == null) {
                return new Reading.Skipped(Reason.UNHANDLED);
            }
            return understand(topic, recordKey, type.get(), handler, EventAttributes.of(headers), body);
        } catch (MalformedEventException e) {
            return new Reading.Unreadable(e);
        }
    }

    private static Reading understand(
            String topic,
            String recordKey,
            EventType type,
            EventsHandler handler,
            EventAttributes attributes,
            byte @Nullable [] body)
            throws MalformedEventException {
        if (!type.topic().topicName().equals(topic)) {
            throw new MalformedEventException(
                    type + " belongs to " + type.topic().topicName() + ", not to " + topic);
        }
        Event payload = payload(type, body);
        if (!recordKey.equals(payload.recordKey())) {
            throw new MalformedEventException("the record's key is not that of its body");
        }
        InboundEvent event = new InboundEvent(
                attributes.id(),
                type,
                recordKey,
                payload.tenantId(),
                payload.revision(),
                attributes.time(),
                attributes.correlationId(),
                attributes.traceparent(),
                payload);
        return new Reading.Understood(event, handler, rows(payload));
    }

    private static Event payload(EventType type, byte @Nullable [] body) throws MalformedEventException {
        if (body == null) {
            throw new MalformedEventException("the record has no body");
        }
        try {
            Event payload = ContractJson.mapper().readValue(body, type.payload());
            if (payload == null) {
                throw new MalformedEventException("the body is null");
            }
            return payload;
        } catch (IOException e) {
            throw new MalformedEventException("the body cannot be read as " + type, e);
        }
    }

    /** An event weighs as much as its longest list; looked up by reflection, so that a new type of event cannot be forgotten. */
    static int rows(Event payload) {
        int rows = 1;
        for (RecordComponent component : payload.getClass().getRecordComponents()) {
            if (List.class.isAssignableFrom(component.getType())) {
                rows = Math.max(rows, size(payload, component));
            }
        }
        return rows;
    }

    private static int size(Event payload, RecordComponent component) {
        try {
            return component.getAccessor().invoke(payload) instanceof List<?> list ? list.size() : 0;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the components of events are public", e);
        }
    }
}
