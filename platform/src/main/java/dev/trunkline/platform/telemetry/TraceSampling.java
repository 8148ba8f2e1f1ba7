package dev.trunkline.platform.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/** Found by OpenTelemetry as a service. */
public final class TraceSampling implements AutoConfigurationCustomizerProvider {

    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        configuration.addSamplerCustomizer((configured, properties) -> new TracesBeginWithRequests(configured));
    }
}
