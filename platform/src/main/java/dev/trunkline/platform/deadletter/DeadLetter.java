package dev.trunkline.platform.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came, and why it could not be applied.
 *
 * @param headers as text
 * @param revision of the aggregate as far as the headers tell, else 0
 * @param payload null for a record without a value
 * @param error masked
 * @param eventRecorded whether its id is known as received: it could be read, but its handler failed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DeadLetter(
        String topic,
        UUID topicId,
        int partition,
        long offset,
        String recordKey,
        @Nullable UUID eventId,
        @Nullable String eventType,
        @Nullable UUID tenantId,
        long revision,
        Map<String, String> headers,
        byte @Nullable [] payload,
        String error,
        boolean eventRecorded) {

    public DeadLetter {
        headers = Map.copyOf(headers);
        recordKey = storable(recordKey);
        error = storable(error);
    }

    /** PostgreSQL takes no NUL in text; whoever sends one must not stop the inbox. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /** Headers as a map of text, the last of each name. */
    public static Map<String, String> textOf(Headers headers) {
        Map<String, String> text = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                text.put(storable(header.key()), storable(new String(header.value(), StandardCharsets.UTF_8)));
            }
        }
        return text;
    }

    /** The headers again. */
    public Headers recordHeaders() {
        RecordHeaders records = new RecordHeaders();
        headers.forEach((name, value) -> records.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return records;
    }
}
