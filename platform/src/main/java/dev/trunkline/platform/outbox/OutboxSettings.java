package dev.trunkline.platform.outbox;

import dev.trunkline.platform.background.Backoff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave the service. The defaults serve a service of a hundred thousand changes a minute. */
@ConfigMapping(prefix = "trunkline.outbox")
public interface OutboxSettings {

    /**
     * How many lanes the keys are spread over; as many relays can work side by side. More lanes cost smaller batches. Change it only
     * while nothing is appended and the outbox is empty: a key's rows in two lanes lose their order.
     */
    @WithDefault("16")
    int lanes();

    /** Whether this process relays; without it another replica must, or nothing leaves. */
    @WithDefault("true")
    boolean relay();

    /** Rows in one transaction of the relay. More is faster after an outage and repeats more after a crash. */
    @WithDefault("500")
    int batchRows();

    /** Bytes of payload in one transaction; bounds the relay's memory together with the largest payload (512 KiB). */
    @WithDefault("4194304")
    long batchBytes();

    /**
     * How long an event waits whose wake-up got lost, for example with a process that died after commit. Costs one index probe
     * each.
     */
    @WithDefault("100ms")
    Duration interval();

    /** How long the brokers may take for a batch. Longer hides slow brokers and holds a connection and a lane all the while. */
    @WithDefault("15s")
    Duration acknowledgeWithin();

    /** After it the database ends the relay's transaction; at least half as much again as {@link #acknowledgeWithin()}. */
    @WithDefault("30s")
    Duration transactionWithin();

    /** How often the backlog is counted for the metrics; each time reads the index of all waiting rows. */
    @WithDefault("10s")
    Duration measureEvery();

    /** First wait after a failure. */
    @WithDefault("100ms")
    Duration retryAfter();

    /** Longest wait after many failures in a row: how late the relay may notice that the broker is back. */
    @WithDefault("5s")
    Duration retryAtMostAfter();

    /** The relay's part of it. */
    default RelayConfig relayConfig() {
        return new RelayConfig(
                OutboxRelay.LOCK_CLASS,
                batchRows(),
                batchBytes(),
                interval(),
                acknowledgeWithin(),
                transactionWithin(),
                measureEvery(),
                new Backoff(retryAfter(), retryAtMostAfter()));
    }
}
