package dev.trunkline.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.trunkline.contracts.ContractFiles;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.SchemaReader;
import dev.trunkline.contracts.SchemaReader.Located;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples are what the records write and what the schemas allow. */
class GoldenExampleTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaMappers(mappers ->
                    mappers.mapPrefix("https://trunkline.dev/schemas/", "classpath:" + ContractFiles.SCHEMAS)));

    private static final SchemaValidatorsConfig STRICT_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void conformsToItsSchema(EventType type) {
        assertThat(violations(type, example(type))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void isReadAndWrittenWithoutLossOrAddition(EventType type) throws JsonProcessingException {
        Event event = ContractJson.mapper().treeToValue(example(type), type.payload());

        JsonNode written = ContractJson.mapper().readTree(ContractJson.mapper().writeValueAsString(event));

        assertThat(written).isEqualTo(example(type));
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.recordKey()).isNotBlank();
        assertThat(event.subject()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void isReadWithAPropertyOfALaterVersion(EventType type) throws JsonProcessingException {
        ObjectNode later = example(type).deepCopy();
        later.putObject("ofALaterVersion").put("any", true);

        assertThat(violations(type, later)).isEmpty();
        assertThat(ContractJson.mapper().treeToValue(later, type.payload()))
                .isEqualTo(ContractJson.mapper().treeToValue(example(type), type.payload()));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void isRefusedBySchemaWithoutARequiredProperty(EventType type) {
        for (JsonNode required :
                ContractFiles.json(ContractFiles.SCHEMAS + type.schemaFile()).path("required")) {
            ObjectNode incomplete = example(type).deepCopy();
            incomplete.remove(required.asText());

            assertThat(violations(type, incomplete))
                    .describedAs("without %s", required)
                    .isNotEmpty();
        }
    }

    @Test
    void anUnknownSpellingIsRefusedBySchema() {
        ObjectNode wrong = example(EventType.OPERATOR_CHANGED).deepCopy();
        wrong.put("status", "LISTED");

        assertThat(violations(EventType.OPERATOR_CHANGED, wrong)).isNotEmpty();
    }

    @Test
    void aMalformedIdentifierTimeOrNumberIsRefusedBySchema() {
        EventType type = EventType.RELEASE_DECIDED;
        for (String property : Set.of("commandId", "decidedAt", "telephoneNumber")) {
            ObjectNode wrong = example(type).deepCopy();
            wrong.put(property, "4930231250");

            assertThat(violations(type, wrong)).describedAs(property).isNotEmpty();
        }
    }

    @Test
    void everyPropertyIsShownByAnExample() {
        SchemaReader schemas = new SchemaReader(ContractFiles.SCHEMAS);
        Set<String> declared = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        for (EventType type : EventType.values()) {
            collect(schemas, schemas.schema(type.schemaFile()), example(type), declared, shown);
        }

        declared.removeAll(shown);
        assertThat(declared).isEmpty();
    }

    @Test
    void onlyCommandsHaveNoRevision() throws JsonProcessingException {
        for (EventType type : EventType.values()) {
            Event event = ContractJson.mapper().treeToValue(example(type), type.payload());

            boolean command = type.topic().kind() == Topic.Kind.COMMAND;
            assertThat(event.revision() == 0).describedAs("%s", type).isEqualTo(command);
        }
    }

    private static void collect(
            SchemaReader schemas, Located reference, JsonNode value, Set<String> declared, Set<String> shown) {
        Located schema = schemas.resolve(reference);
        String place = reference.schema().path("$ref").asText(reference.file());
        schema.schema().path("properties").fieldNames().forEachRemaining(name -> {
            declared.add(place + " " + name);
            if (value.has(name)) {
                shown.add(place + " " + name);
                collect(schemas, schema.at("properties").at(name), value.get(name), declared, shown);
            }
        });
        for (JsonNode item : value.isArray() ? value : ContractJson.mapper().createArrayNode()) {
            collect(schemas, schema.at("items"), item, declared, shown);
        }
    }

    private static ObjectNode example(EventType type) {
        return (ObjectNode) ContractFiles.json(ContractFiles.EXAMPLES + type.schemaFile());
    }

    private static Set<ValidationMessage> violations(EventType type, JsonNode body) {
        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of(type.dataSchema()), STRICT_FORMATS);
        return schema.validate(body);
    }
}
