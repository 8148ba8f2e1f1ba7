package dev.trunkline.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that travel beside an event's body.
 *
 * @param id the same for a repeat
 * @param source a path of the service that it is from
 * @param type name and version, see {@link dev.trunkline.contracts.event.EventType#typeName()}
 * @param dataSchema where the JSON Schema of the body is
 * @param revision of the aggregate; 0 for a command
 * @param correlationId names the request that began it all
 * @param causationId the event that it follows from
 * @param traceparent W3C trace context
 */
public record EventAttributes(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String dataSchema,
        @Nullable UUID tenantId,
        long revision,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String REVISION = "ce_revision";
    public static final String TENANT_ID = "ce_tenantid";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String SOURCE = "ce_source";
    private static final String SUBJECT = "ce_subject";
    private static final String TIME = "ce_time";
    private static final String DATA_SCHEMA = "ce_dataschema";
    private static final String CORRELATION_ID = "ce_correlationid";
    private static final String CAUSATION_ID = "ce_causationid";
    private static final String TRACEPARENT = "traceparent";
    private static final String CONTENT_TYPE = "content-type";

    /** The same in another place of a trace. */
    public EventAttributes withTraceparent(String other) {
        return new EventAttributes(
                id, source, type, subject, time, dataSchema, tenantId, revision, correlationId, causationId, other);
    }

    /** As headers of a record. */
    public Headers toHeaders() {
        RecordHeaders headers = new RecordHeaders();
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, id.toString());
        put(headers, SOURCE, source);
        put(headers, TYPE, type);
        put(headers, SUBJECT, subject);
        put(headers, TIME, time.toString());
        put(headers, DATA_SCHEMA, dataSchema);
        put(headers, CONTENT_TYPE, "application/json");
        put(headers, TENANT_ID, tenantId == null ? null : tenantId.toString());
        put(headers, REVISION, Long.toString(revision));
        put(headers, CORRELATION_ID, correlationId);
        put(headers, CAUSATION_ID, causationId);
        put(headers, TRACEPARENT, traceparent);
        return headers;
    }

    /**
     * Reads them back, tolerant of headers that it does not know.
     *
     * @throws MalformedEventException naming the attribute that is missing or wrong
     */
    public static EventAttributes of(Headers headers) throws MalformedEventException {
        String tenant = optional(headers, TENANT_ID);
        String revision = optional(headers, REVISION);
        return new EventAttributes(
                uuid(ID, required(headers, ID)),
                required(headers, SOURCE),
                required(headers, TYPE),
                required(headers, SUBJECT),
                instant(required(headers, TIME)),
                optional(headers, DATA_SCHEMA),
                tenant == null ? null : uuid(TENANT_ID, tenant),
                revision == null ? 0 : number(revision),
                optional(headers, CORRELATION_ID),
                optional(headers, CAUSATION_ID),
                optional(headers, TRACEPARENT));
    }

    /** The text of a header; null when it is not there. */
    public static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String required(Headers headers, String name) throws MalformedEventException {
        String value = optional(headers, name);
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException("header " + name + " is missing");
        }
        return value;
    }

    private static UUID uuid(String name, String value) throws MalformedEventException {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("header " + name + " is no UUID", e);
        }
    }

    private static Instant instant(String value) throws MalformedEventException {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new MalformedEventException("header " + TIME + " is no instant", e);
        }
    }

    private static long number(String value) throws MalformedEventException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedEventException("header " + REVISION + " is no number", e);
        }
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
