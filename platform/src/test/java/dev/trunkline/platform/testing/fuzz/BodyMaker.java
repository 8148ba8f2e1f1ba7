package dev.trunkline.platform.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.platform.testing.OpenApiDocument;
import dev.trunkline.platform.testing.SchemaExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** JSON as a schema wants it, and JSON that was such before something happened to it. */
final class BodyMaker {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PLACE = "@raw@";

    private final SchemaExamples examples;
    private final Random random;

    /** @param known by the name of a property, values that mean something to the service */
    BodyMaker(OpenApiDocument document, Map<String, List<String>> known, Random random) {
        this.examples = new SchemaExamples(document, known, random);
        this.random = random;
    }

    /** As the schema wants it, for a place that is no JSON. */
    String text(JsonNode schema) {
        return examples.of(schema).asText();
    }

    /** As the schema wants it; what depends on the service's state may still be wrong. */
    String good(JsonNode schema) {
        return Mischief.wire(examples.of(schema).toString());
    }

    /** With one to three values, fields or elements that are not as they should be. */
    String bad(JsonNode schema) {
        JsonNode root = examples.of(schema);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            root = change(root, tokens);
        }
        return written(root, tokens);
    }

    /** Tokens that are no JSON stand in a text of their own until everything else is written. */
    private static String written(JsonNode root, List<String> tokens) {
        String text = Mischief.wire(root.toString());
        for (int i = 0; i < tokens.size(); i++) {
            text = text.replace("\"" + PLACE + i + "\"", tokens.get(i));
        }
        return text;
    }

    private JsonNode change(JsonNode root, List<String> tokens) {
        List<Runnable> changes = new ArrayList<>();
        collect(root, tokens, changes);
        if (changes.isEmpty()) {
            return bad(tokens);
        }
        changes.get(random.nextInt(changes.size())).run();
        return root;
    }

    private void collect(JsonNode node, List<String> tokens, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            changes.add(() -> object.set("unknown" + random.nextInt(10), bad(tokens)));
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                changes.add(() -> object.set(name, bad(tokens)));
                changes.add(() -> object.set(name, bad(tokens)));
                changes.add(() -> object.remove(name));
                collect(object.get(name), tokens, changes);
            }
        } else if (node instanceof ArrayNode array) {
            changes.add(() -> array.add(bad(tokens)));
            changes.add(() -> repeat(array));
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> array.set(at, bad(tokens)));
                collect(array.get(i), tokens, changes);
            }
        }
    }

    private void repeat(ArrayNode array) {
        JsonNode element = array.isEmpty() ? JSON.textNode("x") : array.get(0);
        int times = random.nextInt(4) == 0 ? 2_000 : 2;
        for (int i = 0; i < times; i++) {
            array.add(element);
        }
    }

    private JsonNode bad(List<String> tokens) {
        if (random.nextBoolean()) {
            return JSON.textNode(Mischief.text(random));
        }
        tokens.add(Mischief.token(random));
        return JSON.textNode(PLACE + (tokens.size() - 1));
    }
}
