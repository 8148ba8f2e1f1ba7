package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests tell a service is what it listens to. */
class ConfigurationKeysTest {

    /** Named by the mounted file, not by the services. */
    private static final Set<String> OF_THE_FILE = Set.of("KAFKA_KEYSTORE_PASSWORD");

    private static KnownKeys known;

    @BeforeAll
    static void readTheServices() throws Exception {
        known = KnownKeys.ofTheServices();
    }

    @Test
    void theKeysOfTheServicesAreFound() {
        assertThat(known.count()).isGreaterThan(500);
        assertThat(known.has("trunkline.outbox.lanes")).isTrue();
        assertThat(known.has("trunkline.upload.max-rows")).isTrue();
        assertThat(known.has("trunkline.liveness.stalled-after")).isTrue();
        assertThat(known.has("quarkus.datasource.background.jdbc.url")).isTrue();
        assertThat(known.hasVariable("QUARKUS_DATASOURCE_BACKGROUND_PASSWORD")).isTrue();

        assertThat(known.has("trunkline.outbox.lane")).isFalse();
        assertThat(known.hasVariable("QUARKUS_DATASOURCE_PASSWORT")).isFalse();
        assertThat(known.has("quarkus.datasource.db-kind"))
                .as("fixed when it is built")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void everyKeyOfTheFileIsKnown(Rendering rendering) throws IOException {
        assertThat(Configuration.file(rendering).stringPropertyNames())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(known.has(key)).as(key).isTrue());
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void everyVariableIsTheSpellingOfAKnownKeyOrNamedByTheFile(Rendering rendering) throws IOException {
        Properties file = Configuration.file(rendering);

        assertThat(OF_THE_FILE).allSatisfy(name -> assertThat(file.values()).contains("${" + name + "}"));
        for (Resource workload : rendering.workloads().toList()) {
            assertThat(Configuration.environment(rendering, workload).keySet())
                    .as("variables of %s", workload)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(OF_THE_FILE.contains(name) || known.hasVariable(name))
                            .as(name)
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void addressesAreThoseOfTheDatabasesAndOfKafka(Rendering rendering) throws IOException {
        Properties file = Configuration.file(rendering);
        Resource kafka = rendering.get("Kafka", "trunkline");
        assertThat(file.getProperty("trunkline.kafka.bootstrap-servers"))
                .isEqualTo(kafka.name() + "-kafka-bootstrap:"
                        + kafka.tree().at("/spec/kafka/listeners/0/port").asText());

        for (Resource workload : rendering.workloads().toList()) {
            String url = Configuration.environment(rendering, workload).get("QUARKUS_DATASOURCE_JDBC_URL");
            URI address = URI.create(url.substring("jdbc:".length()));
            String service = workload.podLabels().get("app.kubernetes.io/name").replace("-service", "");
            Resource database = rendering.get("Cluster", service + "-database");

            assertThat(address.getHost()).isEqualTo(database.name() + "-rw");
            assertThat(address.getPort()).isEqualTo(5432);
            assertThat(address.getPath())
                    .isEqualTo("/"
                            + database.tree()
                                    .at("/spec/bootstrap/initdb/database")
                                    .asText());
            assertThat(address.getQuery()).contains("sslmode=verify-full");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void filesThatTheConfigurationNamesAreMounted(Rendering rendering) throws IOException {
        Properties file = Configuration.file(rendering);
        for (Resource server : rendering.ofKind("Deployment").toList()) {
            Map<String, String> variables = Configuration.environment(rendering, server);
            Set<String> mounted = Mounts.filesOf(server);

            assertThat(mounted)
                    .contains(
                            file.getProperty("trunkline.kafka.client.\"ssl.truststore.location\""),
                            file.getProperty("trunkline.kafka.client.\"ssl.keystore.location\""),
                            variables.get("QUARKUS_DATASOURCE_JDBC_URL").replaceAll(".*sslrootcert=", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void portsAreThoseOfTheContainer(Rendering rendering) throws IOException {
        Properties file = Configuration.file(rendering);

        assertThat(Pod.of(rendering).stream().filter(pod -> pod.name().endsWith("-service")))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.ports())
                        .containsEntry("http", Integer.valueOf(file.getProperty("quarkus.http.port")))
                        .containsEntry("management", Integer.valueOf(file.getProperty("quarkus.management.port"))));
    }
}
