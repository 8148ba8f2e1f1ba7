package dev.trunkline.platform.outbox;

import dev.trunkline.platform.background.Backoff;
import java.time.Duration;

/**
 * How the relay works; each setting is explained in {@link OutboxSettings}.
 *
 * @param lockClass first key of the advisory locks, the lane being the second
 */
public record RelayConfig(
        int lockClass,
        int batchRows,
        long batchBytes,
        Duration interval,
        Duration acknowledgeWithin,
        Duration transactionWithin,
        Duration measureEvery,
        Backoff backoff) {

    public RelayConfig {
        require(batchRows >= 1 && batchRows <= 10_000, "trunkline.outbox.batch-rows must be 1 to 10000");
        require(batchBytes >= 1, "trunkline.outbox.batch-bytes must be at least 1");
        require(interval.toMillis() >= 1, "trunkline.outbox.interval must be at least 1 ms");
        require(acknowledgeWithin.toMillis() >= 10, "trunkline.outbox.acknowledge-within must be at least 10 ms");
        require(
                transactionWithin.compareTo(acknowledgeWithin.multipliedBy(3).dividedBy(2)) >= 0,
                "trunkline.outbox.transaction-within must leave half as much again as trunkline.outbox.acknowledge-within:"
                        + " the lane must stay locked while records are under way");
        require(measureEvery.toMillis() >= 100, "trunkline.outbox.measure-every must be at least 100 ms");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
