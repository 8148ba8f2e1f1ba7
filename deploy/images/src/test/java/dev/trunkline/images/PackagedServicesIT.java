package dev.trunkline.images;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.embedded.EmbeddedIssuer;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.embedded.PostgresSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three packaged services, each with the configuration, the user, the memory and the file permissions that the manifests of
 * production give it; first its migration, then itself. PostgreSQL and the issuer are real, Kafka is away: the services take
 * commands all the same, and what waits for Kafka can be seen in the metrics.
 */
class PackagedServicesIT {

    private static final List<String> SERVICES = List.of("operator-service", "tenant-service", "number-service");
    /** Some seconds on an idle machine; builds run beside it on a busy one. */
    private static final int START_SECONDS = 240;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Manifests manifests = Manifests.ofProduction();
    private final Map<String, Restricted> running = new LinkedHashMap<>();
    private final Map<String, Integer> httpPorts = new TreeMap<>();
    private final Map<String, Integer> managementPorts = new TreeMap<>();

    @TempDir
    private Path directory;

    private Path logs;

    @Test
    void migrateThenServeWithinTheRestrictionsOfTheManifests() throws Exception {
        Path deployments = Files.createDirectory(directory.resolve("deployments"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        logs = Files.createDirectory(directory.resolve("logs"));
        for (String service : SERVICES) {
            Layout.of(service, deployments, configuration());
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.temporary());
                EmbeddedIssuer issuer = EmbeddedIssuer.start(0)) {
            migrate(postgres, deployments);
            serve(postgres, issuer, deployments);
            staysWithinItsBounds();
            answersWhatIsNoUri();
            takesCommandsWithoutKafka(issuer);
            showsWhatAlertsAndDashboardAskFor();
            endsOrderly();
        } finally {
            for (Restricted service : running.values()) {
                service.close();
            }
            Layout.allowWriting(deployments);
        }
    }

    private void migrate(EmbeddedPostgres postgres, Path deployments) throws Exception {
        for (String service : SERVICES) {
            postgres.createServiceDatabase(database(service));
            JsonNode job = manifests.get("Job", service + "-migration");
            Map<String, String> environment = manifests.environment(job);
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database(service)));
            environment.put("QUARKUS_FLYWAY_PASSWORD", database(service) + "_owner");
            running.put(
                    service,
                    Restricted.start(job, deployments.resolve(service), log(service, "migration"), environment));
        }
        for (String service : SERVICES) {
            Restricted migration = running.get(service);
            assertThat(migration.exitCode(START_SECONDS))
                    .as("exit code of %s", log(service, "migration"))
                    .isZero();
            understandsItsConfiguration(migration);
            assertThat(migrations(postgres, service)).isGreaterThan(5);
        }
    }

    private void serve(EmbeddedPostgres postgres, EmbeddedIssuer issuer, Path deployments) throws Exception {
        for (String service : SERVICES) {
            JsonNode deployment = manifests.get("Deployment", service);
            Map<String, String> environment = manifests.environment(deployment);
            Set<String> ofTheManifest = new TreeSet<>(environment.keySet());
            httpPorts.put(service, freePort());
            managementPorts.put(service, freePort());
            Map<String, String> here = Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    postgres.jdbcUrl(database(service)),
                    "QUARKUS_DATASOURCE_PASSWORD",
                    database(service) + "_app",
                    "QUARKUS_DATASOURCE_BACKGROUND_PASSWORD",
                    database(service) + "_background",
                    "QUARKUS_OIDC_AUTH_SERVER_URL",
                    issuer.issuerUrl(),
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                    "",
                    "KAFKA_KEYSTORE_PASSWORD",
                    "unused");
            assertThat(here.keySet())
                    .as("whatever the manifest says is said here")
                    .containsAll(ofTheManifest);
            environment.putAll(here);
            environment.put("QUARKUS_HTTP_PORT", httpPorts.get(service).toString());
            environment.put(
                    "QUARKUS_MANAGEMENT_PORT", managementPorts.get(service).toString());
            environment.put("TRUNKLINE_OUTBOX_MEASURE_EVERY", "200ms");
            running.put(
                    service,
                    Restricted.start(deployment, deployments.resolve(service), log(service, "service"), environment));
        }
        for (String service : SERVICES) {
            await().atMost(START_SECONDS, SECONDS)
                    .until(() -> !running.get(service).isAlive() || isUp(service, "started"));
            assertThat(running.get(service).isAlive())
                    .as("see %s", log(service, "service"))
                    .isTrue();
            assertThat(isUp(service, "live")).isTrue();
            assertThat(isUp(service, "ready")).as("ready without Kafka").isTrue();
        }
    }

    private void staysWithinItsBounds() throws IOException {
        for (String service : SERVICES) {
            JsonNode deployment = manifests.get("Deployment", service);
            Restricted process = running.get(service);

            assertThat(Containerfile.read().user()).isEqualTo(Manifests.user(deployment));
            if (Restricted.changesUser()) {
                assertThat(process.user()).isEqualTo(Manifests.user(deployment));
            }
            assertThat(process.peakMemory()).as("peak of %s", service).isLessThan(Manifests.memoryLimit(deployment));
        }
    }

    /** By a problem, as everything else: a service that was started otherwise than by its own main class would give a bare status. */
    private void answersWhatIsNoUri() throws IOException {
        for (String service : SERVICES) {
            URL address = new URL("http://127.0.0.1:" + httpPorts.get(service) + "/v1/%zz");
            HttpURLConnection request = (HttpURLConnection) address.openConnection();
            assertThat(request.getResponseCode()).as(service).isEqualTo(400);
            assertThat(request.getContentType()).as(service).isEqualTo("application/problem+json");
        }
    }

    private void takesCommandsWithoutKafka(EmbeddedIssuer issuer) throws Exception {
        UUID tenant = UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + httpPorts.get("tenant-service") + "/v1/tenants/" + tenant))
                .header("Authorization", "Bearer " + issuer.tenantToken(tenant))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-Proto", "https")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"displayName\": \"Contoso\", \"coexistenceMode\": \"teamsOnly\"}"))
                .build();

        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location"))
                .as("as the gateway was called")
                .hasValueSatisfying(location -> assertThat(location).doesNotStartWith("http:"));
    }

    private void showsWhatAlertsAndDashboardAskFor() {
        Set<String> asked = new TreeSet<>(Metrics.ofAlerts(manifests));
        try {
            asked.addAll(Metrics.ofDashboard(manifests));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        asked.removeAll(Metrics.OF_OTHERS);

        await().atMost(60, SECONDS).untilAsserted(() -> {
            Set<String> shown = new TreeSet<>();
            for (String service : SERVICES) {
                shown.addAll(Metrics.inScrape(
                        get(managementPorts.get(service), "/q/metrics").body()));
            }
            assertThat(shown).containsAll(asked);
        });
    }

    private void endsOrderly() throws Exception {
        for (Restricted service : running.values()) {
            service.terminate();
        }
        for (String service : SERVICES) {
            int grace = manifests
                    .get("Deployment", service)
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asInt();
            // A JVM that is told to end says 143 of itself, however orderly.
            assertThat(running.get(service).exitCode(grace)).isEqualTo(143);
            understandsItsConfiguration(running.get(service));
        }
    }

    /** Every line is JSON, and none complains of a key that is unknown or comes too late. */
    private static void understandsItsConfiguration(Restricted process) throws IOException {
        List<String> output = process.output();
        assertThat(output).isNotEmpty();
        for (String line : output) {
            assertThat(JSON.readTree(line).path("message").asText())
                    .doesNotContain("Unrecognized configuration key")
                    .doesNotContain("Build time property cannot be changed");
        }
    }

    private String configuration() {
        String told = manifests
                .get("ConfigMap", "configuration")
                .at("/data/application.properties")
                .asText();
        // No broker here, and no keys to one.
        return told.replaceFirst("=SSL\n", "=PLAINTEXT\n")
                .replaceFirst("bootstrap-servers=.*\n", "bootstrap-servers=127.0.0.1:9\n");
    }

    private static long migrations(EmbeddedPostgres postgres, String service) throws Exception {
        try (Connection connection = postgres.superuser(database(service));
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(
                        "select count(*) from flyway_schema_history where success and installed_by = '"
                                + database(service) + "_owner'")) {
            counted.next();
            return counted.getLong(1);
        }
    }

    private boolean isUp(String service, String probe) {
        try {
            return get(managementPorts.get(service), "/q/health/" + probe).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private Path log(String service, String part) {
        return logs.resolve(service + "-" + part + ".log");
    }

    private static String database(String service) {
        return service.replace("-service", "");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
