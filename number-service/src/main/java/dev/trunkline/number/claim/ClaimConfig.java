package dev.trunkline.number.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the import. */
@ConfigMapping(prefix = "trunkline.import")
interface ClaimConfig {

    /** Rows in one request: they and their answers are in memory, a few hundred bytes each. */
    @WithDefault("50000")
    int maxRows();
}
