package dev.trunkline.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.platform.problem.JsonReading;
import dev.trunkline.platform.problem.ValidationProblems;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;

/**
 * The body of a {@code PATCH} (RFC 7396): a member that is null removes, a member that is absent leaves alone. The parameter of a
 * resource method that consumes {@value #MEDIA_TYPE}.
 */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectNode document;
    private final ObjectMapper mapper;
    private final Validator validator;

    MergePatch(ObjectNode document, ObjectMapper mapper, Validator validator) {
        this.document = document;
        this.mapper = mapper;
        this.validator = validator;
    }

    /** Whether the patch has this member, be it null. */
    public boolean mentions(String field) {
        return document.has(field);
    }

    /**
     * The changed record.
     *
     * @param current what the resource holds now, in the form of the request that would put it there
     * @throws dev.trunkline.platform.problem.ProblemException 400 for unknown fields and wrong types, 422 when the outcome is
     *     not valid
     */
    public <T extends Record> T applyTo(T current) {
        @SuppressWarnings("unchecked") // the class of a record is its type
        Class<T> type = (Class<T>) current.getClass();
        JsonNode merged = merge(mapper.valueToTree(current), document);
        T changed;
        try {
            changed = mapper.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw JsonReading.problemOf(e);
        }
        Set<ConstraintViolation<T>> violations = validator.validate(changed);
        if (!violations.isEmpty()) {
            throw ValidationProblems.ofViolations(violations);
        }
        return changed;
    }

    /** The algorithm of RFC 7396, section 2. */
    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object : changes.objectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                JsonNode present = merged.path(change.getKey());
                merged.set(change.getKey(), merge(present, change.getValue()));
            }
        }
        return merged;
    }
}
