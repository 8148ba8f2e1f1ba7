package dev.trunkline.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.ContractFiles;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.SchemaReader;
import dev.trunkline.contracts.SchemaReader.Located;
import dev.trunkline.contracts.WireValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schema says exactly what its record says: neither can change alone. */
class SchemaTest {

    private static final Map<Type, String> JSON_TYPES = Map.of(
            String.class, "string",
            LocalDate.class, "string",
            boolean.class, "boolean",
            Boolean.class, "boolean",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer");

    private static final Map<Type, String> SHARED = Map.of(
            UUID.class, "/$defs/uuid",
            Instant.class, "/$defs/instant",
            E164Number.class, "/$defs/telephoneNumber");

    private final SchemaReader schemas = new SchemaReader(ContractFiles.SCHEMAS);

    @ParameterizedTest
    @EnumSource(EventType.class)
    void namesItselfAndItsRecord(EventType type) {
        JsonNode schema = schemas.schema(type.schemaFile()).schema();

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).isEqualTo(type.dataSchema());
        assertThat(schema.path("title").asText()).isEqualTo(type.payload().getSimpleName());
        assertThat(schema.path("description").asText()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void hasExactlyTheComponentsOfTheRecord(EventType type) {
        assertThat(differences(type.payload(), schemas.schema(type.schemaFile()), "$"))
                .isEmpty();
    }

    @Test
    void aComponentThatTheSchemaLacksIsADifference() {
        record TenantChangedWithDomain(
                UUID tenantId,
                long revision,
                String displayName,
                AssignedTo coexistenceMode,
                @Nullable String domain) {}

        List<String> differences =
                differences(TenantChangedWithDomain.class, schemas.schema(EventType.TENANT_CHANGED.schemaFile()), "$");

        assertThat(differences)
                .anyMatch(difference -> difference.startsWith("$: properties"))
                .anyMatch(difference -> difference.startsWith("$.coexistenceMode: enum"));
    }

    private enum AssignedTo implements WireValue {
        NOBODY;

        @Override
        public String wire() {
            return "nobody";
        }
    }

    private List<String> differences(Class<?> type, Located reference, String path) {
        Located schema = schemas.resolve(reference);
        List<String> differences = new ArrayList<>();
        Set<String> components = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(component.getName());
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
            Located property = schema.at("properties").at(component.getName());
            if (!property.schema().isMissingNode()) {
                differences.addAll(
                        differences(component.getAnnotatedType(), property, path + "." + component.getName()));
            }
        }
        expect(
                differences,
                path + ": type",
                "object",
                schema.schema().path("type").asText());
        expect(
                differences,
                path + ": properties",
                components,
                names(schema.schema().path("properties")));
        expect(differences, path + ": required", required, texts(schema.schema().path("required")));
        if (schema.schema().has("additionalProperties")) {
            differences.add(path + ": readers are tolerant, additionalProperties has no place");
        }
        return differences;
    }

    private List<String> differences(AnnotatedType annotated, Located property, String path) {
        Type type = annotated.getType();
        Located schema = schemas.resolve(property);
        if (annotated instanceof AnnotatedParameterizedType list
                && ((ParameterizedType) type).getRawType() == List.class) {
            List<String> differences = new ArrayList<>();
            expect(
                    differences,
                    path + ": type",
                    "array",
                    schema.schema().path("type").asText());
            differences.addAll(differences(list.getAnnotatedActualTypeArguments()[0], schema.at("items"), path + "[]"));
            return differences;
        }
        Class<?> plain = (Class<?>) type;
        List<String> differences = new ArrayList<>();
        if (SHARED.containsKey(plain)) {
            Located common = schemas.schema("common.json");
            expect(differences, path, common.schema().at(SHARED.get(plain)), schema.schema());
        } else if (plain.isEnum()) {
            expect(
                    differences,
                    path + ": enum",
                    wires(plain),
                    texts(schema.schema().path("enum")));
        } else if (plain.isRecord()) {
            return differences(plain, schema, path);
        } else {
            expect(
                    differences,
                    path + ": type",
                    JSON_TYPES.get(plain),
                    schema.schema().path("type").asText());
        }
        return differences;
    }

    private static void expect(List<String> differences, String what, Object record, Object schema) {
        if (!record.equals(schema)) {
            differences.add(what + ": the record says " + record + ", the schema " + schema);
        }
    }

    private static Set<String> wires(Class<?> type) {
        Set<String> wires = new TreeSet<>();
        Arrays.stream(type.getEnumConstants()).forEach(value -> wires.add(((WireValue) value).wire()));
        return wires;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
