package dev.trunkline.tenant.enablement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patiently number-service is asked. None of it ever decides anything. */
@ConfigMapping(prefix = "trunkline.removal")
interface RemovalConfig {

    /** How long an answer may take before the question is put again; each time twice as long as before. */
    @WithDefault("PT30S")
    Duration askAgainAfter();

    /** How long it takes at most before the question is put again: while number-service is away, so often it waits in the topic. */
    @WithDefault("PT1H")
    Duration askAgainAtLeastEvery();

    /** How often unanswered questions are looked for; each look is one indexed query. */
    @WithDefault("PT10S")
    Duration lookEvery();

    /** Callers that may wait at the same time; each holds a worker thread. Others are answered with 202 at once. */
    @WithDefault("16")
    int waitingCallers();
}
