package dev.trunkline.platform.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the inbox's loop turns. A pause after a failure does not count: it polls on and tries again. */
@Liveness
@ApplicationScoped
class InboxLiveness implements HealthCheck {

    private final Inbox inbox;
    private final Duration stalledAfter;

    InboxLiveness(
            Inbox inbox,
            @ConfigProperty(name = "trunkline.liveness.stalled-after", defaultValue = "2m") Duration stalledAfter) {
        this.inbox = inbox;
        this.stalledAfter = stalledAfter;
    }

    @Override
    public HealthCheckResponse call() {
        Duration sinceLastTurn = inbox.sinceLastTurn();
        boolean turning = sinceLastTurn == null || sinceLastTurn.compareTo(stalledAfter) < 0;
        return HealthCheckResponse.named("inbox turns").status(turning).build();
    }
}
