package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network policies, read as a cluster reads them: who reaches whom. */
class NetworkTest {

    private static final Map<String, String> GATEWAY = Map.of("access.trunkline.dev/gateway", "true");
    private static final Map<String, String> MONITORING = Map.of("access.trunkline.dev/monitoring", "true");
    private static final Map<String, String> OPERATORS = Map.of("access.trunkline.dev/operators", "true");

    private static final Set<String> NEEDED = Set.of(
            "operator-service -> operator-database:5432",
            "tenant-service -> tenant-database:5432",
            "number-service -> number-database:5432",
            "operator-service-migration -> operator-database:5432",
            "tenant-service-migration -> tenant-database:5432",
            "number-service-migration -> number-database:5432",
            "operator-service -> kafka:9093",
            "tenant-service -> kafka:9093",
            "number-service -> kafka:9093",
            "kafka -> kafka:9091",
            "kafka -> kafka:9093",
            "kafka -> kafka:9404",
            "operator-database -> operator-database:5432",
            "tenant-database -> tenant-database:5432",
            "number-database -> number-database:5432",
            "operator-database -> operator-database:8000",
            "tenant-database -> tenant-database:8000",
            "number-database -> number-database:8000");

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void insideTheNamespacePodsReachWhatTheyNeedAndNothingElse(Rendering rendering) {
        List<Pod> pods = Pod.of(rendering);
        Set<String> reached = new TreeSet<>();
        for (Pod from : pods) {
            for (Pod to : pods) {
                for (int port : to.ports().values()) {
                    if (passes(rendering, from, to, port)) {
                        reached.add(from.name() + " -> " + to.name() + ":" + port);
                    }
                }
            }
        }

        assertThat(reached).containsExactlyInAnyOrderElementsOf(NEEDED);
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void whatNoPolicyNamesIsClosed(Rendering rendering) {
        JsonNode spec = rendering.get("NetworkPolicy", "deny-by-default").tree().path("spec");

        assertThat(spec.path("podSelector").isObject()).isTrue();
        assertThat(spec.path("podSelector")).as("every pod").isEmpty();
        assertThat(Resource.list(spec.path("policyTypes")).stream().map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(spec.has("ingress") || spec.has("egress")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void fromOutsideOnlyTheGatewayTheMonitoringAndTheOperatorsComeIn(Rendering rendering) {
        assertThat(reachedFrom(rendering, GATEWAY))
                .containsExactlyInAnyOrder("operator-service:8080", "tenant-service:8080", "number-service:8080");
        assertThat(reachedFrom(rendering, MONITORING))
                .containsExactlyInAnyOrder(
                        "operator-service:9000",
                        "tenant-service:9000",
                        "number-service:9000",
                        "kafka:9404",
                        "operator-database:9187",
                        "tenant-database:9187",
                        "number-database:9187");
        assertThat(reachedFrom(rendering, OPERATORS))
                .containsExactlyInAnyOrder(
                        "operator-database:5432",
                        "tenant-database:5432",
                        "number-database:5432",
                        "operator-database:8000",
                        "tenant-database:8000",
                        "number-database:8000",
                        "kafka:9091",
                        "kafka:9093",
                        "kafka:9404");
        assertThat(reachedFrom(rendering, Map.of("kubernetes.io/metadata.name", "elsewhere")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void everyPodAsksDnsAndOnlyThoseThatMustReachTheWorld(Rendering rendering) {
        Pod dns = new Pod(
                "dns", Map.of("k8s-app", "kube-dns"), Map.of("kubernetes.io/metadata.name", "kube-system"), Map.of());
        Pod world = Pod.outside("world", Map.of());
        Pod collector = Pod.outside("collector", MONITORING);

        for (Pod pod : Pod.of(rendering)) {
            boolean isMigration = pod.name().endsWith("-migration");
            boolean isService = pod.name().endsWith("-service");

            assertThat(allows(rendering, pod, "egress", dns, 53))
                    .as("%s asks DNS", pod.name())
                    .isTrue();
            assertThat(allows(rendering, pod, "egress", world, 443))
                    .as("%s, HTTPS", pod.name())
                    .isEqualTo(!isMigration);
            assertThat(allows(rendering, pod, "egress", world, 25))
                    .as("%s, anything", pod.name())
                    .isFalse();
            assertThat(allows(rendering, pod, "egress", collector, 4317))
                    .as("%s, spans", pod.name())
                    .isEqualTo(isService);
        }
    }

    private static Set<String> reachedFrom(Rendering rendering, Map<String, String> namespaceLabels) {
        Pod from = Pod.outside("outside", namespaceLabels);
        Set<String> reached = new TreeSet<>();
        for (Pod to : Pod.of(rendering)) {
            for (int port : to.ports().values()) {
                if (allows(rendering, to, "ingress", from, port)) {
                    reached.add(to.name() + ":" + port);
                }
            }
        }
        return reached;
    }

    private static boolean passes(Rendering rendering, Pod from, Pod to, int port) {
        return allows(rendering, from, "egress", to, port) && allows(rendering, to, "ingress", from, port);
    }

    /** Policies add up; a pod that none selects in this direction is open. */
    private static boolean allows(Rendering rendering, Pod pod, String direction, Pod peer, int port) {
        boolean isIngress = direction.equals("ingress");
        List<Resource> selecting = rendering
                .ofKind("NetworkPolicy")
                .filter(policy -> pod.matches(ReferencesTest.labels(policy, "/spec/podSelector/matchLabels")))
                .filter(policy -> Resource.list(policy.tree().at("/spec/policyTypes")).stream()
                        .anyMatch(type -> type.asText().equalsIgnoreCase(direction)))
                .toList();
        if (selecting.isEmpty()) {
            return true;
        }
        for (Resource policy : selecting) {
            for (JsonNode rule : policy.tree().at("/spec/" + direction)) {
                if (hasPeer(rule.path(isIngress ? "from" : "to"), peer)
                        && hasPort(rule.path("ports"), isIngress ? pod : peer, port)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasPeer(JsonNode peers, Pod peer) {
        for (JsonNode each : peers) {
            boolean isOutside = each.has("namespaceSelector");
            boolean matches = each.has("ipBlock")
                    ? !peer.isHere()
                    : isOutside != peer.isHere()
                            && peer.namespaceLabels()
                                    .entrySet()
                                    .containsAll(Resource.strings(each.at("/namespaceSelector/matchLabels"))
                                            .entrySet())
                            && peer.matches(Resource.strings(each.at("/podSelector/matchLabels")));
            if (matches) {
                return true;
            }
        }
        return peers.isMissingNode();
    }

    private static boolean hasPort(JsonNode ports, Pod target, int port) {
        for (JsonNode each : ports) {
            JsonNode named = each.path("port");
            int number = named.isInt() ? named.asInt() : target.ports().getOrDefault(named.asText(), 0);
            if (number == port) {
                return true;
            }
        }
        return ports.isMissingNode();
    }
}
