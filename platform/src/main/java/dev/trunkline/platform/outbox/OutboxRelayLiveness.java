package dev.trunkline.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the relay's loop turns. That Kafka or the database is away does not count: the loop turns on and tries again. */
@Liveness
@ApplicationScoped
class OutboxRelayLiveness implements HealthCheck {

    private final OutboxRelay relay;
    private final boolean expected;
    private final Duration stalledAfter;

    OutboxRelayLiveness(
            OutboxRelay relay,
            OutboxSettings settings,
            @ConfigProperty(name = "trunkline.liveness.stalled-after", defaultValue = "2m") Duration stalledAfter) {
        this.relay = relay;
        this.expected = settings.relay();
        this.stalledAfter = stalledAfter;
    }

    @Override
    public HealthCheckResponse call() {
        boolean turning = !expected || relay.sinceLastTurn().compareTo(stalledAfter) < 0;
        return HealthCheckResponse.named("outbox relay turns").status(turning).build();
    }
}
