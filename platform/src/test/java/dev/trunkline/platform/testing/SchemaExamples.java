package dev.trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** JSON as a schema wants it. */
public final class SchemaExamples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final OpenApiDocument document;
    private final Map<String, List<String>> known;
    private final Random random;

    /** @param known by the name of a property, values that mean something to the service */
    public SchemaExamples(OpenApiDocument document, Map<String, List<String>> known, Random random) {
        this.document = document;
        this.known = known;
        this.random = random;
    }

    /** What depends on the service's state may still be wrong. */
    public JsonNode of(JsonNode schema) {
        return value("", schema, 0);
    }

    private JsonNode value(String name, JsonNode reference, int depth) {
        JsonNode schema = document.resolve(reference);
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.path(choice).isArray()) {
                return value(name, oneOf(schema.path(choice)), depth);
            }
        }
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        if (known.containsKey(name)) {
            List<String> values = known.get(name);
            return JSON.textNode(values.get(random.nextInt(values.size())));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> JSON.numberNode(schema.path("minimum").asLong(0) + random.nextInt(3));
            case "number" -> JSON.numberNode(schema.path("minimum").asDouble(0) + random.nextDouble());
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> scalar(schema);
        };
    }

    private JsonNode oneOf(JsonNode choices) {
        List<JsonNode> real = StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> !choice.path("type").asText().equals("null"))
                .toList();
        return real.get(random.nextInt(real.size()));
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return StreamSupport.stream(type.spliterator(), false)
                    .map(JsonNode::asText)
                    .filter(name -> !name.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        return type.isMissingNode() && schema.has("properties") ? "object" : type.asText();
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            boolean readOnly = property.getValue().path("readOnly").asBoolean();
            boolean wanted = required.contains(property.getKey()) || (depth < DEEPEST && random.nextBoolean());
            if (wanted && !readOnly) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            object.set("key" + random.nextInt(3), value("", schema.path("additionalProperties"), depth + 1));
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        String one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        int size = Math.max(schema.path("minItems").asInt(0), depth < DEEPEST ? 1 + random.nextInt(2) : 0);
        for (int i = 0; i < size; i++) {
            array.add(value(one, schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode scalar(JsonNode schema) {
        String text =
                switch (schema.path("format").asText()) {
                    case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
                    case "date-time" -> Instant.now().toString();
                    case "date" -> LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
                    case "uri" -> "https://example.com/a";
                    case "email" -> "ada@contoso.example";
                    default -> "x".repeat(Math.max(3, schema.path("minLength").asInt(0)));
                };
        return JSON.textNode(text);
    }
}
