package dev.trunkline.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.contracts.ContractFiles;
import dev.trunkline.contracts.SchemaReader;
import dev.trunkline.contracts.SchemaReader.Located;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was released once stays readable: a change that breaks it needs a new version of the type. */
class SchemaCompatibilityTest {

    private static final SchemaReader RELEASED = new SchemaReader(ContractFiles.RELEASED_SCHEMAS);
    private static final SchemaReader PRESENT = new SchemaReader(ContractFiles.SCHEMAS);

    private final SchemaCompatibility compatibility = new SchemaCompatibility(RELEASED, PRESENT);

    /** A type that is not released yet has no copy; one that is has it for ever. */
    static List<String> releasedSchemas() {
        return ContractFiles.names(ContractFiles.RELEASED_SCHEMAS).stream()
                .filter(name -> !name.equals("common.json"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void breaksNoReleasedSchema(String file) {
        assertThat(compatibility.breaks(file)).isEmpty();
    }

    static List<Arguments> incompatibleChanges() {
        return List.of(
                change("a removed property", "$.website: removed", schema -> properties(schema)
                        .remove("website")),
                change("a renamed property", "$.website: removed", schema -> properties(schema)
                        .set("homepage", properties(schema).remove("website"))),
                change("a new required property", "$.legalName: newly required", schema -> {
                    properties(schema).putObject("legalName").put("type", "string");
                    required(schema).add("legalName");
                }),
                change("an optional property made required", "$.logoUrl: newly required", schema -> required(schema)
                        .add("logoUrl")),
                change("a required property made optional", "$.operatorId: no longer required", schema -> required(
                                schema)
                        .remove(0)),
                change("a changed type", "$.autoConfirmReleases: type", schema -> property(
                                schema, "autoConfirmReleases")
                        .put("type", "string")),
                change("a changed type of an item", "$.offers[].services[]: type", schema -> ((ObjectNode)
                                schema.at("/properties/offers/items/properties/services/items"))
                        .put("type", "string")),
                change("a type narrowed by a pattern", "$.name: pattern", schema -> property(schema, "name")
                        .put("pattern", "^[a-z]+$")),
                change(
                        "a type narrowed to an enum",
                        "$.name: was not restricted to an enum",
                        schema -> property(schema, "name").putArray("enum").add("Nordlicht")),
                change("a raised minimum", "$.quarantineDays: minimum", schema -> property(schema, "quarantineDays")
                        .put("minimum", 1)),
                change("a lowered maximum", "$.quarantineDays: maximum", schema -> property(schema, "quarantineDays")
                        .put("maximum", 90)),
                change("a new maximum", "$.name: maxLength", schema -> property(schema, "name")
                        .put("maxLength", 40)),
                change("a removed enum value", "$.status: enum value retired removed", schema -> {
                    ObjectNode status = property(schema, "status");
                    status.removeAll();
                    status.put("type", "string").putArray("enum").add("listed");
                }),
                change("a form replaced by free text", "$.operatorId: format", schema -> {
                    ObjectNode operatorId = property(schema, "operatorId");
                    operatorId.removeAll();
                    operatorId.put("type", "string");
                }),
                change(
                        "closed to unknown properties",
                        "$: additionalProperties",
                        schema -> schema.put("additionalProperties", false)),
                change("a keyword that nobody compares", "$: oneOf", schema -> schema.putArray("oneOf")
                        .addObject()
                        .put("type", "object")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompatibleChanges")
    void refuses(String name, String expected, Consumer<ObjectNode> change) {
        Located before = RELEASED.schema(EventType.OPERATOR_CHANGED.schemaFile());
        ObjectNode changed = before.schema().deepCopy();
        change.accept(changed);

        List<String> breaks = compatibility.breaks(before, new Located(before.file(), changed));

        assertThat(breaks).describedAs(name).anyMatch(message -> message.startsWith(expected));
    }

    @Test
    void allowsANewOptionalPropertyANewEnumValueAndAWiderRange() {
        Located before = RELEASED.schema(EventType.OPERATOR_CHANGED.schemaFile());
        ObjectNode changed = before.schema().deepCopy();
        properties(changed).putObject("legalName").put("type", "string");
        property(changed, "quarantineDays").put("maximum", 730);
        ObjectNode status = property(changed, "status");
        status.removeAll();
        status.put("type", "string")
                .putArray("enum")
                .add("listed")
                .add("retired")
                .add("paused");

        assertThat(compatibility.breaks(before, new Located(before.file(), changed)))
                .isEmpty();
    }

    @Test
    void aSchemaThatReferencesWhatWasInlineIsTheSame() {
        Located before = RELEASED.schema(EventType.OPERATOR_CHANGED.schemaFile());
        ObjectNode changed = before.schema().deepCopy();
        JsonNode uuid = RELEASED.schema("common.json").schema().at("/$defs/uuid");
        properties(changed).set("operatorId", uuid);

        assertThat(compatibility.breaks(before, new Located(before.file(), changed)))
                .isEmpty();
    }

    private static Arguments change(String name, String expected, Consumer<ObjectNode> change) {
        return Arguments.of(name, expected, change);
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) properties(schema).get(name);
    }

    private static ArrayNode required(ObjectNode schema) {
        return (ArrayNode) schema.get("required");
    }
}
