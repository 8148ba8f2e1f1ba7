package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command, as its client saw it.
 *
 * @param status of the last answer; 0 when none came before the client gave up
 * @param firstTry when it was sent first
 * @param tries how often it was sent
 */
record Outcome(
        Command command,
        int status,
        JsonNode body,
        @Nullable String etag,
        @Nullable String location,
        Instant firstTry,
        Instant answered,
        int tries) {

    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** Refused for good: it must have had no effect. */
    boolean isRefused() {
        return status >= 400 && status < 500;
    }

    /** Of a problem, what to act upon; empty for an answer that is none. */
    String problemCode() {
        String type = text("/type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    String text(String pointer) {
        return body.at(pointer).asText();
    }
}
