package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.Backoff;
import java.time.Duration;

/** How the inbox works; each setting is explained in {@link InboxSettings}. */
public record InboxConfig(
        String group,
        int maxRows,
        Duration pollTimeout,
        Duration transactionWithin,
        Backoff backoff,
        int maxPoisonPerMinute,
        Duration checkTopicsEvery,
        Duration closeWithin) {

    public InboxConfig {
        require(!group.isBlank(), "the inbox needs the name of a consumer group");
        require(maxRows >= 1 && maxRows <= 10_000, "trunkline.inbox.max-rows must be 1 to 10000");
        require(
                pollTimeout.toMillis() >= 1 && pollTimeout.toMillis() <= 10_000,
                "trunkline.inbox.poll-timeout must be 1 ms to 10 s: liveness waits for it");
        require(
                transactionWithin.toMillis() >= 100 && transactionWithin.toSeconds() <= 120,
                "trunkline.inbox.transaction-within must be 100 ms to 2 min: it must end well before"
                        + " the group takes the partitions away (max.poll.interval.ms)");
        require(maxPoisonPerMinute >= 1, "trunkline.inbox.max-poison-per-minute must be at least 1");
        require(checkTopicsEvery.toMillis() >= 100, "trunkline.inbox.check-topics-every must be at least 100 ms");
        require(!closeWithin.isNegative(), "trunkline.inbox.close-within must not be negative");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
