package dev.trunkline.platform.outbox;

import dev.trunkline.platform.event.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the relay with the service and ends it last, after whatever still appends. */
@ApplicationScoped
class OutboxLifecycle {

    @Produces
    @Singleton
    OutboxStore store(OutboxSettings settings, @ConfigProperty(name = "quarkus.application.name") String service) {
        return new OutboxStore(settings.lanes(), "/trunkline/" + service);
    }

    @Produces
    @Singleton
    OutboxRelay relay(
            OutboxStore store,
            OutboxSettings settings,
            KafkaSettings kafka,
            @DataSource("background") javax.sql.DataSource dataSource,
            MeterRegistry registry,
            Tracer tracer) {
        RelayConfig config = settings.relayConfig();
        return new OutboxRelay(
                "outbox-relay",
                store,
                config,
                dataSource,
                OutboxRelay.producers(kafka.connection(), config),
                new OutboxMetrics(registry),
                tracer);
    }

    void start(@Observes StartupEvent event, OutboxRelay relay, OutboxSettings settings) {
        if (settings.relay()) {
            relay.start();
        }
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event, OutboxRelay relay) {
        relay.close();
    }
}
