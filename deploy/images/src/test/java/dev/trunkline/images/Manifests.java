package dev.trunkline.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rendered manifests of production, as far as they say how a process runs. */
final class Manifests {

    static final Path REPOSITORY = Path.of("").toAbsolutePath().resolve("../..").normalize();

    private final List<JsonNode> resources;

    private Manifests(List<JsonNode> resources) {
        this.resources = resources;
    }

    static Manifests ofProduction() {
        Path file = REPOSITORY.resolve("deploy/kubernetes/rendered/production.yaml");
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            return new Manifests(documents.readAll());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    JsonNode get(String kind, String name) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .filter(resource -> resource.at("/metadata/name").asText().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " " + name));
    }

    /** Of the only container of a Deployment or Job; what comes from a secret is empty. */
    Map<String, String> environment(JsonNode workload) {
        Map<String, String> variables = new TreeMap<>();
        get("ConfigMap", "environment")
                .path("data")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        for (JsonNode variable : container(workload).path("env")) {
            variables.put(variable.path("name").asText(), variable.path("value").asText());
        }
        return variables;
    }

    static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    static long memoryLimit(JsonNode workload) {
        String limit = container(workload).at("/resources/limits/memory").asText();
        if (!limit.endsWith("Mi")) {
            throw new AssertionError("a limit in Mi, not " + limit);
        }
        return Long.parseLong(limit.substring(0, limit.length() - 2)) * 1024 * 1024;
    }

    static int user(JsonNode workload) {
        return workload.at("/spec/template/spec/securityContext/runAsUser").asInt();
    }
}
