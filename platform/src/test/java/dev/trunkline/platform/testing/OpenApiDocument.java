package dev.trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", root.path("components"));
        try {
            return SCHEMAS.getSchema(whole, FORMATS_COUNT).validate(JSON.readTree(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("the answer is no JSON: " + json, e);
        }
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

    String version() {
        return root.path("openapi").asText();
    }

    public Map<String, JsonNode> content(JsonNode response) {
        return response.path("content").properties().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
