package dev.trunkline.operator.number;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of commands on numbers. */
@ConfigMapping(prefix = "trunkline.number-commands")
interface NumberCommandConfig {

    /** How long a command may be carried out after it was given; one that comes later is refused. */
    @WithDefault("24h")
    Duration validFor();
}
