package dev.trunkline.tenant.enablement;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What to alarm about: questions that number-service has not answered, and decisions that came to nothing. */
@ApplicationScoped
class RemovalMetrics {

    private final MeterRegistry registry;
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();

    RemovalMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("trunkline.removal.open", open);
        TimeGauge.builder("trunkline.removal.oldest.age", oldestMillis, TimeUnit.MILLISECONDS, AtomicLong::doubleValue)
                .register(registry);
        // A counter that appears with its first decision shows no increase to who watches.
        List.of("accepted", "refused", "ignored")
                .forEach(outcome -> registry.counter("trunkline.removal.decisions", "outcome", outcome));
    }

    /** What waits for an answer now. */
    void waiting(long questions, Duration oldest) {
        open.set(questions);
        oldestMillis.set(oldest.toMillis());
    }

    /**
     * Counts a decision.
     *
     * @param outcome {@code accepted}, {@code refused}, or {@code ignored} for one that was late, repeated or foreign
     */
    void decided(String outcome) {
        registry.counter("trunkline.removal.decisions", "outcome", outcome).increment();
    }
}
