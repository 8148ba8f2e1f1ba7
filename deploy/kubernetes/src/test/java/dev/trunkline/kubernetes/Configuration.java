package dev.trunkline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the manifests tell a service: in a mounted file, and in the environment. */
final class Configuration {

    private static final String FILE = "application.properties";

    private Configuration() {}

    /** The one file that all services get. */
    static Properties file(Rendering rendering) throws IOException {
        Resource map = rendering
                .ofKind("ConfigMap")
                .filter(candidate -> candidate.tree().path("data").has(FILE))
                .findFirst()
                .orElseThrow();
        Properties properties = new Properties();
        properties.load(new StringReader(map.tree().path("data").path(FILE).asText()));
        return properties;
    }

    /** Variables of the containers of a workload with their values; the value of one that comes from a secret is empty. */
    static Map<String, String> environment(Rendering rendering, Resource workload) {
        Map<String, String> variables = new TreeMap<>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode from : container.path("envFrom")) {
                Resource map =
                        rendering.get("ConfigMap", from.at("/configMapRef/name").asText());
                variables.putAll(Resource.strings(map.tree().path("data")));
            }
            for (JsonNode variable : container.path("env")) {
                variables.put(
                        variable.path("name").asText(), variable.path("value").asText());
            }
        }
        return variables;
    }
}
