package dev.trunkline.platform.republish;

import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.OutboxStore;
import dev.trunkline.platform.outbox.StateSource;
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

/** Starts and ends the republisher with the service. */
@ApplicationScoped
class RepublishLifecycle {

    @Produces
    @Singleton
    Republisher republisher(
            RepublishSettings settings,
            @DataSource("background") javax.sql.DataSource dataSource,
            OutboxStore outbox,
            OutboxRelay relay,
            @All List<StateSource> sources) {
        return new Republisher(settings, dataSource, outbox, relay::wake, sources);
    }

    void start(@Observes StartupEvent event, Republisher republisher) {
        republisher.start();
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event, Republisher republisher) {
        republisher.close();
    }
}
