package dev.trunkline.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.SchemaReader;
import dev.trunkline.contracts.SchemaReader.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether readers and writers of a released schema get on with those of the present one, in both directions: old records
 * stay in topics, and services are updated one after the other.
 *
 * <p>Allowed are a new optional property, a new value of an enum (readers are updated before writers: an old one sets a record
 * with a value that it does not know aside), and a wider range. A keyword that this class does not know is refused.
 */
final class SchemaCompatibility {

    private static final Set<String> SAME = Set.of("type", "format", "pattern", "const", "additionalProperties");
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems");
    private static final Set<String> STRUCTURE = Set.of("properties", "required", "items", "enum");
    private static final Set<String> NOTES = Set.of("$schema", "$id", "title", "description", "$defs", "$ref");

    private final SchemaReader released;
    private final SchemaReader present;

    SchemaCompatibility(SchemaReader released, SchemaReader present) {
        this.released = released;
        this.present = present;
    }

    /** What breaks, each with the path of the property; empty when nothing does. */
    List<String> breaks(String file) {
        return breaks(released.schema(file), present.schema(file));
    }

    List<String> breaks(Located before, Located now) {
        List<String> breaks = new ArrayList<>();
        compare("$", before, now, breaks);
        return breaks;
    }

    private void compare(String path, Located beforeReference, Located nowReference, List<String> breaks) {
        Located before = released.resolve(beforeReference);
        Located now = present.resolve(nowReference);
        compareKeywords(path, before.schema(), now.schema(), breaks);
        compareEnum(path, before.schema(), now.schema(), breaks);
        compareRequired(path, before.schema(), now.schema(), breaks);
        before.schema().path("properties").fieldNames().forEachRemaining(name -> {
            String property = path + "." + name;
            if (now.schema().path("properties").has(name)) {
                compare(
                        property,
                        before.at("properties").at(name),
                        now.at("properties").at(name),
                        breaks);
            } else {
                breaks.add(property + ": removed");
            }
        });
        if (before.schema().has("items") && now.schema().has("items")) {
            compare(path + "[]", before.at("items"), now.at("items"), breaks);
        }
    }

    private static void compareKeywords(String path, JsonNode before, JsonNode now, List<String> breaks) {
        Set<String> keywords = new TreeSet<>();
        before.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            JsonNode was = before.path(keyword);
            JsonNode is = now.path(keyword);
            boolean breaking;
            if (SAME.contains(keyword)) {
                breaking = !was.equals(is);
            } else if (LOWER_BOUNDS.contains(keyword)) {
                breaking = !is.isMissingNode() && (was.isMissingNode() || is.asLong() > was.asLong());
            } else if (UPPER_BOUNDS.contains(keyword)) {
                breaking = !is.isMissingNode() && (was.isMissingNode() || is.asLong() < was.asLong());
            } else {
                breaking = !STRUCTURE.contains(keyword) && !NOTES.contains(keyword);
            }
            if (breaking) {
                breaks.add(path + ": " + keyword + " was " + was + ", is " + is);
            }
        }
    }

    private static void compareEnum(String path, JsonNode before, JsonNode now, List<String> breaks) {
        if (before.has("enum") != now.has("enum")) {
            breaks.add(path + ": was " + (before.has("enum") ? "" : "not ") + "restricted to an enum");
            return;
        }
        Set<String> missing = texts(before.path("enum"));
        missing.removeAll(texts(now.path("enum")));
        missing.forEach(value -> breaks.add(path + ": enum value " + value + " removed"));
    }

    private static void compareRequired(String path, JsonNode before, JsonNode now, List<String> breaks) {
        Set<String> added = texts(now.path("required"));
        added.removeAll(texts(before.path("required")));
        added.forEach(name -> breaks.add(path + "." + name + ": newly required"));
        Set<String> dropped = texts(before.path("required"));
        dropped.removeAll(texts(now.path("required")));
        dropped.forEach(name -> breaks.add(path + "." + name + ": no longer required"));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
