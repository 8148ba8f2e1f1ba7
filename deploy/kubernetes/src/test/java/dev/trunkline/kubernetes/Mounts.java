package dev.trunkline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which files of secrets a workload's containers see, and where. */
final class Mounts {

    private Mounts() {}

    static Set<String> filesOf(Resource workload) {
        Map<String, JsonNode> volumes = new HashMap<>();
        workload.podSpec()
                .path("volumes")
                .forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        Set<String> files = new TreeSet<>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode mount : container.path("volumeMounts")) {
                for (JsonNode item : volumes.get(mount.path("name").asText()).at("/secret/items")) {
                    files.add(mount.path("mountPath").asText() + "/"
                            + item.path("path").asText());
                }
            }
        }
        return files;
    }
}
