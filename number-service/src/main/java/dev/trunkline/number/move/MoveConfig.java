package dev.trunkline.number.move;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long each step of a move may take before the number is listed as waiting. No step ends by it. */
@ConfigMapping(prefix = "trunkline.move.expected")
interface MoveConfig {

    @WithDefault("30d")
    Duration porting();

    @WithDefault("1d")
    Duration unassigning();

    /** Also of numbers on-premises: synchronising can take 24 hours. */
    @WithDefault("1d")
    Duration removingNumber();

    @WithDefault("1d")
    Duration removingVoiceRoutingPolicy();

    @WithDefault("7d")
    Duration delivering();

    @WithDefault("1d")
    Duration assigning();
}
