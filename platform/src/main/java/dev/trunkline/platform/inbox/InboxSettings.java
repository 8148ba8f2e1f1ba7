package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.Backoff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events enter the service. */
@ConfigMapping(prefix = "trunkline.inbox")
public interface InboxSettings {

    /** Whether this process consumes. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Items of events in one transaction; one event is never split. More is faster on a backlog, and holds row locks and memory for
     * longer. Halved when a transaction times out, and doubled again as batches pass.
     */
    @WithDefault("10000")
    int maxRows();

    /** How long one poll waits for records. Shorter costs idle turns; a stop does not wait for it. */
    @WithDefault("1s")
    Duration pollTimeout();

    /** After it the database ends a batch's transaction, and with it the locks of a stuck process. */
    @WithDefault("30s")
    Duration transactionWithin();

    /** First wait after a transient failure. */
    @WithDefault("100ms")
    Duration retryAfter();

    /** Longest wait after many failures in a row. */
    @WithDefault("10s")
    Duration retryAtMostAfter();

    /** More events than this a minute are not set aside: something else is wrong, so the inbox pauses and raises an alarm. */
    @WithDefault("20")
    int maxPoisonPerMinute();

    /**
     * How soon a topic that was deleted and made anew is noticed without a rebalance. Costs one request to a broker each; until then
     * what came first in the new topic may be missing, and is read then.
     */
    @WithDefault("30s")
    Duration checkTopicsEvery();

    /** How long a stop waits for the batch under way; then it is left to its transaction's limit, and repeated elsewhere. */
    @WithDefault("10s")
    Duration closeWithin();

    /** How long an event's id is kept; must exceed the retention of every topic. */
    @WithDefault("8d")
    Duration keepIdsFor();

    /** The consumer's part of it. */
    default InboxConfig config(String group) {
        return new InboxConfig(
                group,
                maxRows(),
                pollTimeout(),
                transactionWithin(),
                new Backoff(retryAfter(), retryAtMostAfter()),
                maxPoisonPerMinute(),
                checkTopicsEvery(),
                closeWithin());
    }
}
