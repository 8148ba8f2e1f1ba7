package dev.trunkline.platform.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Whether this process has been asked to stop. Requests under way are waited for then; what would go on for longer, a stream of events,
 * looks here and ends by itself, so that its client comes again instead of being cut off.
 */
@ApplicationScoped
public class Stopping {

    private volatile boolean asked;

    public void begin(@Observes ShutdownDelayInitiatedEvent event) {
        asked = true;
    }

    public boolean isAsked() {
        return asked;
    }
}
