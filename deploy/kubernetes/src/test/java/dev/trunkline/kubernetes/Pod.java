package dev.trunkline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One that runs in the namespace, or beside it.
 *
 * @param labels its own
 * @param namespaceLabels of its namespace; {@link #OWN_NAMESPACE} for the one that is rendered
 * @param ports by name
 */
record Pod(String name, Map<String, String> labels, Map<String, String> namespaceLabels, Map<String, Integer> ports) {

    static final Map<String, String> OWN_NAMESPACE = Map.of("here", "yes");

    /** Ours, and those that the operators of PostgreSQL and Kafka make from their resources, as their documentation names them. */
    static List<Pod> of(Rendering rendering) {
        List<Pod> pods = new ArrayList<>();
        rendering.workloads().forEach(workload -> {
            Map<String, Integer> ports = new TreeMap<>();
            for (JsonNode container : workload.containers()) {
                for (JsonNode port : container.path("ports")) {
                    ports.put(
                            port.path("name").asText(),
                            port.path("containerPort").asInt());
                }
            }
            pods.add(new Pod(workload.name(), workload.podLabels(), OWN_NAMESPACE, ports));
        });
        rendering.ofKind("Cluster").forEach(cluster -> {
            Map<String, String> labels = ReferencesTest.labels(cluster, "/spec/inheritedMetadata/labels");
            labels.put("cnpg.io/cluster", cluster.name());
            pods.add(new Pod(
                    cluster.name(),
                    labels,
                    OWN_NAMESPACE,
                    Map.of("postgresql", 5432, "metrics", 9187, "status", 8000)));
        });
        rendering
                .ofKind("Kafka")
                .forEach(kafka -> pods.add(new Pod(
                        "kafka",
                        Map.of("strimzi.io/cluster", kafka.name(), "strimzi.io/kind", "Kafka"),
                        OWN_NAMESPACE,
                        Map.of("tcp-tls", 9093, "tcp-replication", 9091, "tcp-prometheus", 9404))));
        return pods;
    }

    static Pod outside(String name, Map<String, String> namespaceLabels) {
        return new Pod(name, Map.of(), namespaceLabels, Map.of());
    }

    boolean isHere() {
        return namespaceLabels.equals(OWN_NAMESPACE);
    }

    boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
