package dev.trunkline.operator.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the operators' feed. */
@ConfigMapping(prefix = "trunkline.feed")
interface FeedConfig {

    /** How often committed entries are given their positions: about how late an operator hears of something. */
    @WithDefault("300ms")
    Duration interval();

    /** How long entries can be read again. Costs disk: about a kilobyte an entry. */
    @WithDefault("30d")
    Duration keptFor();

    /** How many streams one process serves; each looks into the database twice a second. */
    @WithDefault("200")
    int streams();

    /** After this long a stream ends, so that its token is checked again; clients connect anew by themselves. */
    @WithDefault("10m")
    Duration longestStream();
}
