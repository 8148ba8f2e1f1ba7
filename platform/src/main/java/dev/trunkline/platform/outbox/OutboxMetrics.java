package dev.trunkline.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * What the outbox shows of itself.
 *
 * <ul>
 *   <li>{@code trunkline.outbox.pending} (rows, tag {@code lane}): events that wait; lanes without any are not shown
 *   <li>{@code trunkline.outbox.oldest.age} (seconds, tag {@code lane}): how long the oldest of them has waited
 *   <li>{@code trunkline.outbox.relayed} (events): acknowledged by Kafka and deleted
 *   <li>{@code trunkline.outbox.batches} (tag {@code outcome}: {@code relayed}, {@code busy} for a lane that another relay holds,
 *       {@code failed})
 * </ul>
 */
public final class OutboxMetrics {

    private final MultiGauge pending;
    private final MultiGauge oldestAge;
    private final Counter relayed;
    private final MeterRegistry registry;

    public OutboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pending = MultiGauge.builder("trunkline.outbox.pending")
                .description("events that wait in the outbox")
                .register(registry);
        this.oldestAge = MultiGauge.builder("trunkline.outbox.oldest.age")
                .description("how long the oldest event of a lane has waited")
                .baseUnit("seconds")
                .register(registry);
        this.relayed = Counter.builder("trunkline.outbox.relayed")
                .description("events acknowledged by Kafka")
                .register(registry);
        // A counter that appears with its first event shows no increase to who watches.
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.EMPTY) {
                registry.counter("trunkline.outbox.batches", "outcome", outcome.tag);
            }
        }
    }

    /** How a batch ended. */
    enum Outcome {
        RELAYED("relayed"),
        EMPTY("empty"),
        BUSY("busy"),
        FAILED("failed");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    void batch(Outcome outcome, int rows) {
        if (outcome != Outcome.EMPTY) {
            registry.counter("trunkline.outbox.batches", "outcome", outcome.tag).increment();
        }
        relayed.increment(rows);
    }

    void backlog(List<OutboxStore.Backlog> lanes) {
        pending.register(
                lanes.stream()
                        .map(lane -> Row.of(Tags.of("lane", Integer.toString(lane.lane())), lane.rows()))
                        .toList(),
                true);
        oldestAge.register(
                lanes.stream()
                        .map(lane -> Row.of(Tags.of("lane", Integer.toString(lane.lane())), lane.oldestSeconds()))
                        .toList(),
                true);
    }
}
