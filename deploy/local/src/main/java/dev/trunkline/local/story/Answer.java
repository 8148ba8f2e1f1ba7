package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param body the JSON body; a missing node when there was none
 */
public record Answer(int status, @Nullable String etag, @Nullable String location, JsonNode body) {

    static Answer without(int status) {
        return new Answer(status, null, null, MissingNode.getInstance());
    }

    /** The value at a JSON pointer as text; empty when it is absent. */
    public String text(String pointer) {
        return body.at(pointer).asText();
    }

    /** The last part of the problem's type, or an empty text when the answer is no problem. */
    public String problemCode() {
        String type = text("/type");
        return status < 400 ? "" : type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
    }

    /** The entries of a list answer. */
    public List<JsonNode> items() {
        return StreamSupport.stream(body.path("items").spliterator(), false).toList();
    }

    /** The codes of the single errors of a problem. */
    public List<String> errorCodes() {
        return body.path("errors").findValuesAsText("code");
    }
}
