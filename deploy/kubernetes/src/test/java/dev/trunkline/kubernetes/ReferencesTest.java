package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resource names is there. */
class ReferencesTest {

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void configMapsAndAccountsOfPodsAreThere(Rendering rendering) {
        for (Resource workload : rendering.workloads().toList()) {
            Stream<String> maps = Stream.concat(
                            workload.podSpec().findValues("configMapRef").stream(),
                            workload.podSpec().findValues("configMap").stream())
                    .map(reference -> reference.path("name").asText());

            assertThat(maps).as("config maps of %s", workload).isNotEmpty().allSatisfy(name -> assertThat(
                            rendering.find("ConfigMap", name))
                    .as(name)
                    .isPresent());
            assertThat(rendering.find(
                            "ServiceAccount",
                            workload.podSpec().path("serviceAccountName").asText()))
                    .as("account of %s", workload)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void secretsAndTheirKeysAreThere(Rendering rendering) throws Exception {
        Map<String, Set<String>> secrets = Secrets.of(rendering);

        for (Resource workload : rendering.workloads().toList()) {
            for (JsonNode reference : workload.podSpec().findValues("secretKeyRef")) {
                hasKey(
                        workload,
                        secrets,
                        reference.path("name").asText(),
                        reference.path("key").asText());
            }
            for (JsonNode volume : workload.podSpec().findValues("secret")) {
                for (JsonNode item : volume.path("items")) {
                    hasKey(
                            workload,
                            secrets,
                            volume.path("secretName").asText(),
                            item.path("key").asText());
                }
            }
        }
        for (Resource cluster : rendering.ofKind("Cluster").toList()) {
            Stream<JsonNode> named = Stream.concat(
                    Stream.of(cluster.tree().at("/spec/bootstrap/initdb/secret")),
                    cluster.tree().findValues("passwordSecret").stream());
            assertThat(named)
                    .allSatisfy(secret ->
                            hasKey(cluster, secrets, secret.path("name").asText(), "password"));
        }
        for (Resource store : rendering.ofKind("ObjectStore").toList()) {
            for (JsonNode key : store.tree().at("/spec/configuration/s3Credentials")) {
                hasKey(
                        store,
                        secrets,
                        key.path("name").asText(),
                        key.path("key").asText());
            }
        }
        for (Resource gateway : rendering.ofKind("Gateway").toList()) {
            for (JsonNode certificate : gateway.tree().findValues("certificateRefs")) {
                hasKey(gateway, secrets, certificate.path(0).path("name").asText(), "tls.key");
            }
        }
    }

    private static void hasKey(Resource who, Map<String, Set<String>> secrets, String name, String key) {
        assertThat(secrets).as("%s names the secret %s", who, name).containsKey(name);
        assertThat(secrets.get(name)).as("%s, secret %s", who, name).contains(key);
    }

    @Test
    void theInstallationNamesTheSecretsThatThePlatformTeamBrings() throws IOException {
        String page = Files.readString(Rendering.MODULE.resolve("docs/install.md"));

        Secrets.OF_THE_PLATFORM_TEAM.forEach((name, keys) -> {
            assertThat(page).contains("`" + name + "`");
            assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void containersMountTheVolumesOfTheirPodAndProbesAskTheirPorts(Rendering rendering) {
        for (Resource workload : rendering.workloads().toList()) {
            Set<String> volumes = names(workload.podSpec().path("volumes"));
            for (JsonNode container : workload.containers()) {
                assertThat(names(container.path("volumeMounts")))
                        .as("mounts of %s", workload)
                        .isEqualTo(volumes);
                Set<String> ports = names(container.path("ports"));
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    if (container.has(probe)) {
                        assertThat(ports)
                                .contains(container
                                        .at("/" + probe + "/httpGet/port")
                                        .asText());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void eachServiceReachesItsOwnDeploymentAlone(Rendering rendering) {
        for (Resource service : rendering.ofKind("Service").toList()) {
            Map<String, String> selector = Resource.strings(service.tree().at("/spec/selector"));

            assertThat(selectedBy(rendering, selector)).containsExactly("Deployment " + service.name());
            Resource deployment = rendering.get("Deployment", service.name());
            for (JsonNode port : service.tree().at("/spec/ports")) {
                assertThat(names(deployment.containers().get(0).path("ports")))
                        .contains(port.path("targetPort").asText());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void deploymentsBudgetsAutoscalersAndSpreadsSelectWhatTheyAreNamedAfter(Rendering rendering) {
        for (Resource deployment : rendering.ofKind("Deployment").toList()) {
            String self = deployment.toString();
            String name = deployment.name();

            assertThat(selectedBy(rendering, labels(deployment, "/spec/selector/matchLabels")))
                    .containsExactly(self);
            assertThat(selectedBy(
                            rendering,
                            labels(rendering.get("PodDisruptionBudget", name), "/spec/selector/matchLabels")))
                    .containsExactly(self);
            JsonNode scaled =
                    rendering.get("HorizontalPodAutoscaler", name).tree().at("/spec/scaleTargetRef");
            assertThat(scaled.path("kind").asText() + " " + scaled.path("name").asText())
                    .isEqualTo(self);
            for (JsonNode spread : deployment.podSpec().path("topologySpreadConstraints")) {
                assertThat(selectedBy(rendering, Resource.strings(spread.at("/labelSelector/matchLabels"))))
                        .containsExactly(self);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void monitorsSelectPodsThatHaveThePort(Rendering rendering) {
        for (Resource monitor : rendering.ofKind("PodMonitor").toList()) {
            Map<String, String> selector = labels(monitor, "/spec/selector/matchLabels");
            for (JsonNode endpoint : monitor.tree().at("/spec/podMetricsEndpoints")) {
                assertThat(Pod.of(rendering).stream().filter(pod -> pod.matches(selector)))
                        .as("pods of %s", monitor)
                        .isNotEmpty()
                        .allSatisfy(pod -> assertThat(pod.ports())
                                .containsKey(endpoint.path("port").asText()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void routesLeadFromAListenerToAService(Rendering rendering) {
        for (Resource route : rendering.ofKind("HTTPRoute").toList()) {
            for (JsonNode parent : route.tree().at("/spec/parentRefs")) {
                Resource gateway = rendering.get("Gateway", parent.path("name").asText());
                assertThat(names(gateway.tree().at("/spec/listeners")))
                        .contains(parent.path("sectionName").asText());
            }
            for (JsonNode backends : route.tree().findValues("backendRefs")) {
                for (JsonNode backend : backends) {
                    Resource service =
                            rendering.get("Service", backend.path("name").asText());
                    assertThat(service.tree().at("/spec/ports").findValuesAsText("port"))
                            .contains(backend.path("port").asText());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void partsOfKafkaBelongToTheCluster(Rendering rendering) {
        assertThat(Stream.of("KafkaTopic", "KafkaUser", "KafkaNodePool").flatMap(rendering::ofKind))
                .isNotEmpty()
                .allSatisfy(part -> rendering.get(
                        "Kafka", labels(part, "/metadata/labels").getOrDefault("strimzi.io/cluster", "none")));
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void backupsAreOfADatabaseIntoAStore(Rendering rendering) {
        for (Resource backup : rendering.ofKind("ScheduledBackup").toList()) {
            Resource cluster = rendering.get(
                    "Cluster", backup.tree().at("/spec/cluster/name").asText());
            JsonNode plugin = cluster.tree().at("/spec/plugins/0");

            assertThat(plugin.path("name")).isEqualTo(backup.tree().at("/spec/pluginConfiguration/name"));
            rendering.get(
                    "ObjectStore", plugin.at("/parameters/barmanObjectName").asText());
        }
    }

    static Map<String, String> labels(Resource resource, String pointer) {
        return Resource.strings(resource.tree().at(pointer));
    }

    static Set<String> names(JsonNode array) {
        return Resource.list(array).stream()
                .map(each -> each.path("name").asText())
                .collect(Collectors.toSet());
    }

    /** Which of our workloads have these labels. */
    private static List<String> selectedBy(Rendering rendering, Map<String, String> selector) {
        assertThat(selector).isNotEmpty();
        return rendering
                .workloads()
                .filter(workload -> workload.podLabels().entrySet().containsAll(selector.entrySet()))
                .map(Resource::toString)
                .collect(Collectors.toList());
    }
}
