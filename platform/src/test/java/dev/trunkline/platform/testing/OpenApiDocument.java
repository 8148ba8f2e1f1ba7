package dev.trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12. Its objects are read as closed: an answer must not have a field that the
 * document does not know.
 */
public final class OpenApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS_COUNT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;
    private final List<Template> templates;

    /** By the node itself: what is equal need not be looked for. */
    private final Map<JsonNode, JsonSchema> schemas = Collections.synchronizedMap(new IdentityHashMap<>());

    OpenApiDocument(JsonNode root) {
        this.root = root;
        close(root.path("components").path("schemas"));
        templates = root.path("paths").properties().stream()
                .map(path -> Template.of(path.getKey(), path.getValue()))
                .sorted(Comparator.comparingInt(Template::parameters))
                .toList();
    }

    private record Template(Pattern pattern, int parameters, JsonNode item) {

        static Template of(String path, JsonNode item) {
            String[] segments = path.split("/", -1);
            StringBuilder pattern = new StringBuilder();
            int parameters = 0;
            for (int i = 1; i < segments.length; i++) {
                boolean parameter = segments[i].startsWith("{");
                parameters += parameter ? 1 : 0;
                pattern.append('/').append(parameter ? "[^/]+" : Pattern.quote(segments[i]));
            }
            return new Template(Pattern.compile(pattern.toString()), parameters, item);
        }
    }

    /** The operation behind a request; empty where the document has none. */
    Optional<JsonNode> operation(String method, String path) {
        return templates.stream()
                .filter(template -> template.pattern().matcher(path).matches())
                .map(template -> template.item().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** What an operation says of a status, of its range or by default; empty when it says nothing. */
    Optional<JsonNode> response(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        return List.of(Integer.toString(status), status / 100 + "XX", "default").stream()
                .map(responses::path)
                .filter(JsonNode::isObject)
                .map(this::resolve)
                .findFirst();
    }

    /** What a reference within this document stands for; anything else as it is. */
    public JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }

    /** What a JSON text has against a schema of this document. */
    Set<ValidationMessage> violations(JsonNode schema, String json) {
        try {
            // Most answers have the same few schemas; each place that refers to one is a node of its own.
            JsonNode meant = schema.size() == 1 ? resolve(schema) : schema;
            return schemas.computeIfAbsent(meant, this::compiled).validate(JSON.readTree(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("the answer is no JSON: " + json, e);
        }
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", root.path("components"));
        return SCHEMAS.getSchema(whole, FORMATS_COUNT);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && Set.of("additionalProperties", "allOf", "oneOf", "anyOf").stream()
                        .noneMatch(object::has)) {
            object.put("additionalProperties", false);
        }
        for (JsonNode child : node) {
            close(child);
        }
    }

    static OpenApiDocument read(byte[] json) {
        try {
            return new OpenApiDocument(JSON.readTree(json));
        } catch (java.io.IOException e) {
            throw new AssertionError("the OpenAPI document is no JSON", e);
        }
    }

    /**
     * One method of one path.
     *
     * @param bodyType the first media type of its body; empty where it takes none
     * @param node what the document says of it
     */
    public record Operation(String method, String path, Optional<String> bodyType, JsonNode node) {

        /** Those of administrators. */
        public boolean isOnManagementPort() {
            return path.startsWith("/v1/admin/");
        }

        public String name() {
            return method + " " + path;
        }
    }

    /** All operations of the document. */
    public List<Operation> operations() {
        return root.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                content(resolve(member.getValue().path("requestBody"))).keySet().stream()
                                        .min(Comparator.comparing((String type) -> !type.endsWith("json"))),
                                member.getValue())))
                .toList();
    }

    /** The names of all properties of an operation's JSON body, at any depth; of a list's name also its singular. */
    Set<String> properties(Operation operation) {
        Set<String> names = new HashSet<>();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        content(resolve(operation.node().path("requestBody"))).forEach((type, content) -> {
            if (type.endsWith("json")) {
                collect(content.path("schema"), names, seen);
            }
        });
        return names;
    }

    private void collect(JsonNode reference, Set<String> names, Set<JsonNode> seen) {
        JsonNode schema = resolve(reference);
        if (!seen.add(schema)) {
            return;
        }
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            names.add(name);
            if (name.endsWith("s")) {
                names.add(name.substring(0, name.length() - 1));
            }
            collect(property.getValue(), names, seen);
        });
        collect(schema.path("items"), names, seen);
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            schema.path(choice).forEach(each -> collect(each, names, seen));
        }
    }

    /** The names of an operation's query parameters. */
    Set<String> queryParameters(Operation operation) {
        Set<String> names = new HashSet<>();
        operation.node().path("parameters").forEach(reference -> {
            JsonNode parameter = resolve(reference);
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }

    /** A JSON body with these values; the same each time. */
    String example(Operation operation, String type, Map<String, List<String>> values) {
        JsonNode schema =
                content(resolve(operation.node().path("requestBody"))).get(type).path("schema");
        return new SchemaExamples(this, values, new Random(operation.name().hashCode()))
                .of(schema)
                .toString();
    }

    String version() {
        return root.path("openapi").asText();
    }

    public Map<String, JsonNode> content(JsonNode response) {
        return response.path("content").properties().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
