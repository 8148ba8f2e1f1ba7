package dev.trunkline.number.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of release and quarantine. */
@ConfigMapping(prefix = "trunkline.release")
interface ReleaseConfig {

    /** How long a release request waits for the operator before it is confirmed by itself. */
    @WithDefault("30d")
    Duration confirmedAfter();

    /**
     * How often the job looks for quarantines and requests whose time has come. Reads and deliveries never wait for it: to them a
     * quarantine ends at its exact time.
     */
    @WithDefault("10s")
    Duration checkEvery();
}
