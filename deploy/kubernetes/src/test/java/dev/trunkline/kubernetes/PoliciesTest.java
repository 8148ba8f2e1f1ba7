package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod of ours must be, and what production must be beyond it. */
class PoliciesTest {

    /** Of a database's connections, those that are kept for its operator, its standbys, the migration and people. */
    private static final int RESERVED_CONNECTIONS = 20;

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void podsRunWithoutPrivileges(Rendering rendering) {
        assertThat(rendering.workloads()).hasSize(6).allSatisfy(workload -> {
            JsonNode pod = workload.podSpec();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isGreaterThanOrEqualTo(10_000);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            for (String forbidden : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertThat(pod.has(forbidden)).as(forbidden).isFalse();
            }
            assertThat(pod.findValues("hostPath")).isEmpty();
            assertThat(pod.findValues("hostPort")).isEmpty();
        });
        assertThat(rendering.ofKind("ServiceAccount")).hasSize(3).allSatisfy(account -> assertThat(
                        account.tree().path("automountServiceAccountToken").asBoolean(true))
                .isFalse());
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void containersAreBoundedAndCannotChangeWhatTheyRun(Rendering rendering) {
        assertThat(rendering.workloads().flatMap(workload -> workload.containers().stream()))
                .hasSize(6)
                .allSatisfy(container -> {
                    JsonNode security = container.path("securityContext");
                    assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                            .isTrue();
                    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                    assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
                    // Memory asked for is memory had: nobody is killed for a neighbour. Processors are shared: a limit
                    // would only throttle.
                    assertThat(container.at("/resources/limits/memory").asText())
                            .isNotEmpty()
                            .isEqualTo(
                                    container.at("/resources/requests/memory").asText());
                    assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
                    assertThat(container.path("image").asText())
                            .matches("[^:@]+:[0-9][^:@]*|[^@]+@sha256:[0-9a-f]{64}");
                    for (JsonNode mount : container.path("volumeMounts")) {
                        assertThat(mount.path("readOnly").asBoolean()
                                        || mount.path("mountPath").asText().equals("/tmp"))
                                .as("%s is read-only or /tmp", mount)
                                .isTrue();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void serversAreProbedAndGoOrderly(Rendering rendering) {
        assertThat(rendering.ofKind("Deployment")).hasSize(3).allSatisfy(deployment -> {
            JsonNode container = deployment.containers().get(0);
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(deployment
                            .tree()
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(1))
                    .isZero();
            int preStop = container.at("/lifecycle/preStop/sleep/seconds").asInt();
            // quarkus.shutdown.timeout and trunkline.inbox.close-within are 10 s each.
            assertThat(deployment
                            .podSpec()
                            .path("terminationGracePeriodSeconds")
                            .asInt())
                    .isGreaterThan(preStop + 20);
            assertThat(deployment.tree().at("/spec").has("replicas"))
                    .as("the autoscaler's")
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void budgetsLetNodesBeDrained(Rendering rendering) {
        assertThat(rendering.ofKind("PodDisruptionBudget")).hasSize(3).allSatisfy(budget -> {
            assertThat(budget.tree().at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(budget.tree().at("/spec").has("minAvailable")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void theConnectionsOfAllReplicasFitIntoTheDatabase(Rendering rendering) throws IOException {
        Properties told = Configuration.file(rendering);
        int perPod = Integer.parseInt(told.getProperty("quarkus.datasource.jdbc.max-size"))
                + Integer.parseInt(told.getProperty("quarkus.datasource.background.jdbc.max-size"));

        for (Resource deployment : rendering.ofKind("Deployment").toList()) {
            int pods = rendering
                            .get("HorizontalPodAutoscaler", deployment.name())
                            .tree()
                            .at("/spec/maxReplicas")
                            .asInt()
                    + deployment
                            .tree()
                            .at("/spec/strategy/rollingUpdate/maxSurge")
                            .asInt();
            Resource database = rendering.get("Cluster", deployment.name().replace("-service", "-database"));

            assertThat(pods * perPod + RESERVED_CONNECTIONS)
                    .as("connections of %s", deployment)
                    .isLessThanOrEqualTo(database.tree()
                            .at("/spec/postgresql/parameters/max_connections")
                            .asInt());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void onlyTheMigrationHasTheOwnersPassword(Rendering rendering) {
        assertThat(rendering.workloads()).allSatisfy(workload -> {
            String secrets = workload.podSpec().findValues("secretKeyRef").stream()
                    .map(reference -> reference.path("name").asText())
                    .collect(Collectors.joining(" "));
            boolean isMigration = workload.kind().equals("Job");
            assertThat(secrets.contains("-database-owner")).as("%s", workload).isEqualTo(isMigration);
            assertThat(secrets.contains("-database-app")).as("%s", workload).isEqualTo(!isMigration);
        });
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void rolesOfADatabaseAreThoseOfItsMigrations(Rendering rendering) {
        for (Resource cluster : rendering.ofKind("Cluster").toList()) {
            String service = cluster.name().replace("-database", "");
            assertThat(cluster.tree().at("/spec/bootstrap/initdb/database").asText())
                    .isEqualTo(service);
            assertThat(cluster.tree().at("/spec/bootstrap/initdb/owner").asText())
                    .isEqualTo(service + "_owner");
            assertThat(cluster.tree().at("/spec/enableSuperuserAccess").asBoolean(true))
                    .isFalse();
            for (JsonNode role : cluster.tree().at("/spec/managed/roles")) {
                assertThat(role.at("/passwordSecret/name").asText())
                        .isEqualTo(role.path("name").asText().replace(service + "_", service + "-database-"));
                for (String power : List.of("superuser", "createdb", "createrole", "replication", "bypassrls")) {
                    assertThat(role.path(power).asBoolean(false))
                            .as("%s of %s", power, role)
                            .isFalse();
                }
            }
            assertThat(ReferencesTest.names(cluster.tree().at("/spec/managed/roles")))
                    .containsExactlyInAnyOrder(service + "_owner", service + "_app", service + "_background");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void kafkaLetsInOnlyWhoHasACertificateAndLosesNothing(Rendering rendering) {
        JsonNode kafka = rendering.get("Kafka", "trunkline").tree().at("/spec/kafka");

        assertThat(kafka.path("listeners")).hasSize(1).allSatisfy(listener -> {
            assertThat(listener.path("tls").asBoolean()).isTrue();
            assertThat(listener.at("/authentication/type").asText()).isEqualTo("tls");
        });
        assertThat(kafka.at("/authorization/type").asText()).isEqualTo("simple");
        assertThat(kafka.at("/authorization").has("superUsers")).isFalse();
        assertThat(kafka.path("config").path("unclean.leader.election.enable").asBoolean(true))
                .isFalse();
        assertThat(kafka.path("config").path("auto.create.topics.enable").asBoolean(true))
                .isFalse();
    }

    @Test
    void productionLosesAZoneWithoutLosingAnything() {
        Rendering production = Rendering.of(Rendering.PRODUCTION);

        assertThat(production.ofKind("Cluster")).hasSize(3).allSatisfy(cluster -> {
            JsonNode spec = cluster.tree().path("spec");
            assertThat(spec.path("instances").asInt()).isEqualTo(3);
            assertThat(spec.at("/postgresql/synchronous/number").asInt()).isEqualTo(1);
            assertThat(spec.at("/postgresql/synchronous/dataDurability").asText())
                    .isEqualTo("required");
            assertThat(spec.at("/affinity/podAntiAffinityType").asText()).isEqualTo("required");
            assertThat(spec.at("/affinity/topologyKey").asText()).isEqualTo("topology.kubernetes.io/zone");
            assertThat(production.find("ScheduledBackup", cluster.name())).isPresent();
        });
        JsonNode kafka = production.get("Kafka", "trunkline").tree().at("/spec/kafka");
        assertThat(kafka.path("config").path("default.replication.factor").asInt())
                .isEqualTo(3);
        assertThat(kafka.path("config").path("min.insync.replicas").asInt()).isEqualTo(2);
        assertThat(kafka.at("/rack/topologyKey").asText()).isEqualTo("topology.kubernetes.io/zone");
        assertThat(production.ofKind("KafkaTopic"))
                .allSatisfy(topic ->
                        assertThat(topic.tree().at("/spec/replicas").asInt()).isEqualTo(3));
        assertThat(production.ofKind("KafkaNodePool"))
                .allSatisfy(pool ->
                        assertThat(pool.tree().at("/spec/replicas").asInt()).isEqualTo(3));
        assertThat(production.ofKind("Deployment")).allSatisfy(deployment -> {
            JsonNode byZone = deployment.podSpec().at("/topologySpreadConstraints/0");
            assertThat(byZone.path("topologyKey").asText()).isEqualTo("topology.kubernetes.io/zone");
            assertThat(byZone.path("whenUnsatisfiable").asText()).isEqualTo("DoNotSchedule");
        });
        assertThat(production.ofKind("HorizontalPodAutoscaler")).allSatisfy(scaler -> assertThat(
                        scaler.tree().at("/spec/minReplicas").asInt())
                .isEqualTo(3));
    }

    @Test
    void productionIsReachedThroughTlsAlone() {
        Rendering production = Rendering.of(Rendering.PRODUCTION);
        JsonNode listeners = production.get("Gateway", "trunkline").tree().at("/spec/listeners");

        assertThat(listeners)
                .anySatisfy(listener ->
                        assertThat(listener.at("/tls/mode").asText()).isEqualTo("Terminate"));
        assertThat(production
                        .ofKind("HTTPRoute")
                        .filter(route -> !route.tree().findValues("backendRefs").isEmpty()))
                .hasSize(3)
                .allSatisfy(route -> assertThat(route.tree()
                                .at("/spec/parentRefs/0/sectionName")
                                .asText())
                        .isEqualTo("https"));
        assertThat(production.ofKind("Service")).allSatisfy(service -> assertThat(
                        service.tree().at("/spec").path("type").asText("ClusterIP"))
                .isEqualTo("ClusterIP"));
    }
}
