package dev.trunkline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One document of a rendering. */
record Resource(JsonNode tree) {

    String kind() {
        return tree.path("kind").asText();
    }

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    /** Whether it runs our own containers. */
    boolean isWorkload() {
        return kind().equals("Deployment") || kind().equals("Job");
    }

    JsonNode podTemplate() {
        return tree.at("/spec/template");
    }

    JsonNode podSpec() {
        return podTemplate().path("spec");
    }

    Map<String, String> podLabels() {
        return strings(podTemplate().at("/metadata/labels"));
    }

    List<JsonNode> containers() {
        List<JsonNode> containers = list(podSpec().path("containers"));
        containers.addAll(list(podSpec().path("initContainers")));
        return containers;
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().asText()));
        return strings;
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
