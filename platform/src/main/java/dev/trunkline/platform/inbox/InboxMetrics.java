package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.SqlFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;

/**
 * What the inbox shows of itself.
 *
 * <ul>
 *   <li>{@code trunkline.inbox.lag.records} (tag {@code topic}): records of the assigned partitions that are not applied yet
 *   <li>{@code trunkline.inbox.lag.seconds} (tag {@code topic}): while there are any, the age of the last one that was applied
 *   <li>{@code trunkline.inbox.events} (tag {@code outcome}): {@code applied}; {@code duplicate}: an id that was applied before;
 *       {@code stale}: said less than what is known; {@code parked}: waits for what it relies on; {@code dead}: set aside as poison;
 *       {@code unknown}: of a type that this version does not know; {@code unhandled}: not for this service
 *   <li>{@code trunkline.inbox.failures} (tag {@code kind}): batches that did not pass and are tried again
 *   <li>{@code trunkline.inbox.paused}: 1 while it waits after a failure or too much poison
 *   <li>{@code trunkline.inbox.repositioned} (tag {@code reason}): {@code out-of-range}: the stored position was not in the topic any
 *       more, reading begins with its earliest record; {@code new-topic}: the topic was made anew; {@code moved}: another process went
 *       on
 * </ul>
 */
public final class InboxMetrics {

    /** Beside those of a failure in the database. */
    private static final List<String> KINDS = List.of("position", "consumer", "too-much-poison");

    private static final List<String> REASONS = List.of("out-of-range", "new-topic", "moved");

    private final MeterRegistry registry;
    private final Map<TopicPartition, Lag> lags = new ConcurrentHashMap<>();
    private final AtomicBoolean paused = new AtomicBoolean();

    private record Lag(long records, double seconds) {}

    public InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("trunkline.inbox.paused", () -> paused.get() ? 1 : 0)
                .description("1 while the inbox waits after a failure")
                .register(registry);
        showFromTheStart();
    }

    /** A counter that appears with its first event shows no increase to who watches: each begins with zero. */
    private void showFromTheStart() {
        count(new Tally());
        REASONS.forEach(reason -> registry.counter("trunkline.inbox.repositioned", "reason", reason));
        KINDS.forEach(kind -> registry.counter("trunkline.inbox.failures", "kind", kind));
        for (SqlFailure kind : SqlFailure.values()) {
            registry.counter("trunkline.inbox.failures", "kind", kind.name());
        }
    }

    void watch(Collection<String> topics) {
        for (String topic : topics) {
            Gauge.builder("trunkline.inbox.lag.records", () -> records(topic))
                    .description("records that are not applied yet")
                    .tag("topic", topic)
                    .register(registry);
            Gauge.builder("trunkline.inbox.lag.seconds", () -> seconds(topic))
                    .description("age of the last applied record while more wait")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    void count(Tally tally) {
        count("applied", tally.applied);
        count("duplicate", tally.duplicate);
        count("stale", tally.stale);
        count("parked", tally.parked);
        count("dead", tally.dead);
        count("unknown", tally.unknown);
        count("unhandled", tally.unhandled);
    }

    private void count(String outcome, int events) {
        registry.counter("trunkline.inbox.events", "outcome", outcome).increment(events);
    }

    void failure(String kind) {
        registry.counter("trunkline.inbox.failures", "kind", kind).increment();
    }

    void repositioned(String reason) {
        registry.counter("trunkline.inbox.repositioned", "reason", reason).increment();
    }

    void paused(boolean now) {
        paused.set(now);
    }

    void lag(TopicPartition partition, long records, double seconds) {
        lags.put(partition, new Lag(records, seconds));
    }

    void forget(Collection<TopicPartition> partitions) {
        lags.keySet().removeAll(partitions);
    }

    private double records(String topic) {
        return lags.entrySet().stream()
                .filter(lag -> lag.getKey().topic().equals(topic))
                .mapToLong(lag -> lag.getValue().records())
                .sum();
    }

    private double seconds(String topic) {
        return lags.entrySet().stream()
                .filter(lag -> lag.getKey().topic().equals(topic))
                .mapToDouble(lag -> lag.getValue().seconds())
                .max()
                .orElse(0);
    }
}
