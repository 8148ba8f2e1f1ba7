package dev.trunkline.embedded.quarkus;

import dev.trunkline.embedded.EmbeddedIssuer;
import dev.trunkline.embedded.EmbeddedKafka;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.embedded.JvmServers;
import dev.trunkline.embedded.TopicFile;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * PostgreSQL, Kafka and the issuer for a {@code @QuarkusTest}, started once in the JVM and shared by all its applications. The
 * argument {@code service} names the database, which is made once too: what an application wrote, the next one finds.
 */
public final class TrunklineTestServers implements QuarkusTestResourceLifecycleManager {
    private static final String SERVICE = "service";

    private String service = "";

    public static EmbeddedPostgres postgres() {
        return JvmServers.postgres();
    }

    public static EmbeddedKafka kafka() {
        return JvmServers.kafka();
    }

    public static EmbeddedIssuer issuer() {
        return JvmServers.issuer();
    }

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault(SERVICE, "");
        if (service.isEmpty()) {
            throw new IllegalArgumentException("TrunklineTestServers needs the argument " + SERVICE);
        }
    }

    @Override
    public Map<String, String> start() {
        EmbeddedPostgres postgres = postgres();
        postgres.createServiceDatabase(service);
        EmbeddedKafka kafka = kafka();
        kafka.createTopics(TopicFile.fromClassPath());
        return configuration(postgres.jdbcUrl(service), kafka.bootstrapServers());
    }

    private Map<String, String> configuration(String jdbcUrl, String bootstrapServers) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.datasource.jdbc.url", jdbcUrl);
        configuration.put("quarkus.datasource.username", service + "_app");
        configuration.put("quarkus.datasource.password", service + "_app");
        configuration.put("quarkus.datasource.background.jdbc.url", jdbcUrl);
        configuration.put("quarkus.datasource.background.username", service + "_background");
        configuration.put("quarkus.datasource.background.password", service + "_background");
        configuration.put("quarkus.flyway.jdbc-url", jdbcUrl);
        configuration.put("quarkus.flyway.username", service + "_owner");
        configuration.put("quarkus.flyway.password", service + "_owner");
        configuration.put("quarkus.flyway.migrate-at-start", "true");
        configuration.put("trunkline.kafka.bootstrap-servers", bootstrapServers);
        configuration.put("quarkus.oidc.auth-server-url", issuer().issuerUrl());
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.test-port", "0");
        return configuration;
    }

    /** The servers stay for the next application; they end with the JVM. */
    @Override
    public void stop() {}
}
