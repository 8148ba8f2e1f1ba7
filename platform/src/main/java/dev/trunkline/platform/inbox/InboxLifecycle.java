package dev.trunkline.platform.inbox;

import dev.trunkline.platform.deadletter.Replayer;
import dev.trunkline.platform.event.KafkaSettings;
import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.OutboxStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the inbox with the service and ends it first, before what its handlers use. */
@ApplicationScoped
class InboxLifecycle {

    @Produces
    @Singleton
    Inbox inbox(
            InboxSettings settings,
            KafkaSettings kafka,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @DataSource("background") javax.sql.DataSource dataSource,
            OutboxStore outbox,
            OutboxRelay relay,
            @All List<EventsHandler> handlers,
            MeterRegistry registry,
            Tracer tracer) {
        return new Inbox(
                settings.config(service),
                kafka.connection(),
                dataSource,
                outbox,
                relay::wake,
                handlers,
                new InboxMetrics(registry),
                tracer);
    }

    @Produces
    @Singleton
    Replayer replayer(
            @All List<EventsHandler> handlers,
            OutboxStore outbox,
            Tracer tracer,
            InboxSettings settings,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        InboxTracing tracing = new InboxTracing(tracer, settings.config(service).group());
        return new InboxReplayer(handlers, outbox, tracing);
    }

    void start(@Observes StartupEvent event, Inbox inbox, InboxSettings settings) {
        if (settings.enabled()) {
            inbox.start();
        }
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event, Inbox inbox) {
        inbox.close();
    }
}
