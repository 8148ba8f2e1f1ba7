package dev.trunkline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesWhereWantedTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String STATEMENTS = "quarkus.datasource.jdbc.telemetry.enabled";

    @Test
    void tracesAreOffWithoutAnEndpoint() {
        assertThat(disabled(Map.of())).isTrue();
        assertThat(statements(Map.of())).isFalse();
    }

    @Test
    void namingAnEndpointSwitchesThemOn() {
        assertThat(disabled(Map.of(ENDPOINT, "http://collector:4317"))).isFalse();
        assertThat(statements(Map.of(ENDPOINT, "http://collector:4317"))).isTrue();
    }

    @Test
    void sayingSoWinsOverTheEndpoint() {
        assertThat(disabled(Map.of(ENDPOINT, "http://collector:4317", DISABLED, "true")))
                .isTrue();
    }

    private static boolean disabled(Map<String, String> deployment) {
        return configured(deployment, DISABLED);
    }

    private static boolean statements(Map<String, String> deployment) {
        return configured(deployment, STATEMENTS);
    }

    private static boolean configured(Map<String, String> deployment, String name) {
        return new SmallRyeConfigBuilder()
                .withDefaultValue(ENDPOINT, "http://localhost:4317/")
                .withSources(new PropertiesConfigSource(Map.of(DISABLED, "true", STATEMENTS, "false"), "platform", 100))
                .withSources(new PropertiesConfigSource(new HashMap<>(deployment), "deployment", 300))
                .withSources(new TracesWhereWanted())
                .build()
                .getValue(name, Boolean.class);
    }
}
