package dev.trunkline.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import java.nio.charset.StandardCharsets;

/**
 * An event with its body written, for whoever needs both: writing a thousand numbers takes as long as anything else that is done with them.
 *
 * @param payload JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of half a megabyte would be waste.
public record WrittenEvent(Event event, byte[] payload) {

    public static WrittenEvent of(Event event) {
        try {
            return new WrittenEvent(event, ContractJson.mapper().writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event of type " + event.type() + " cannot be written as JSON", e);
        }
    }

    public String json() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
