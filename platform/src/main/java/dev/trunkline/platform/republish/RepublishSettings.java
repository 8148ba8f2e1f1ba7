package dev.trunkline.platform.republish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service says its state again. */
@ConfigMapping(prefix = "trunkline.republish")
public interface RepublishSettings {

    /** How long after a republication of everything the next one begins by itself. Costs one read and one event of every aggregate. */
    @WithDefault("6h")
    Duration every();

    /** How often a replica looks for work; a request to it is taken at once. */
    @WithDefault("30s")
    Duration lookEvery();

    /** Aggregates in one transaction; their writers wait for it. */
    @WithDefault("500")
    int pageSize();

    /** While more events than this wait in the outbox no page is added: what happens now goes first. */
    @WithDefault("5000")
    int outboxLimit();
}
