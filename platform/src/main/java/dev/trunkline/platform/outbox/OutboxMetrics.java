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
    private final Counter batches;
    private final Counter busyLanes;
    private final Counter failures;
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
        this.batches = batches("relayed");
        this.busyLanes = batches("busy");
        this.failures = batches("failed");
    }

    private Counter batches(String outcome) {
        return registry.counter("trunkline.outbox.batches", "outcome", outcome);
    }

    /** A batch has gone; none when there were no rows. */
    void relayed(int rows) {
        if (rows > 0) {
            batches.increment();
            relayed.increment(rows);
        }
    }

    void busy(int lanes) {
        busyLanes.increment(lanes);
    }

    void failed() {
        failures.increment();
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
