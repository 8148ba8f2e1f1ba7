package dev.trunkline.tenant.enablement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patiently number-service is asked. None of it ever decides anything. */
@ConfigMapping(prefix = "trunkline.removal")
interface RemovalConfig {

    /** How long an answer may take before the question is put again. */
    @WithDefault("PT30S")
    Duration askAgainAfter();

    /** How often unanswered questions are looked for; each look is one indexed query. */
    @WithDefault("PT10S")
    Duration lookEvery();

    /** Callers that may wait at the same time; each holds a worker thread. Others are answered with 202 at once. */
    @WithDefault("16")
    int waitingCallers();
}
