package dev.trunkline.platform.telemetry;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches OpenTelemetry on where a deployment names an endpoint that takes its spans; without one it would only fail to send, and to describe
 * each statement for spans that nobody makes would cost a request a noticeable part of its time.
 */
public class TracesWhereWanted implements ConfigSourceFactory {

    private static final List<String> ENDPOINTS =
            List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

    private static final Map<String, String> WANTED = Map.of(
            "quarkus.otel.sdk.disabled", "false",
            "quarkus.datasource.jdbc.telemetry.enabled", "true",
            "quarkus.datasource.background.jdbc.telemetry.enabled", "true");

    /** Over the platform's defaults, under everything that a service or a deployment says. */
    private static final int ORDINAL = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean wanted = ENDPOINTS.stream()
                .map(context::getValue)
                .flatMap(Stream::ofNullable)
                .anyMatch(this::isSet);
        return wanted ? List.of(new PropertiesConfigSource(WANTED, "trunkline-traces", ORDINAL)) : List.of();
    }

    /** Quarkus has a default endpoint, which counts for nothing here. */
    private boolean isSet(ConfigValue endpoint) {
        return endpoint.getValue() != null
                && !endpoint.getValue().isBlank()
                && endpoint.getConfigSourceOrdinal() > Integer.MIN_VALUE;
    }
}
