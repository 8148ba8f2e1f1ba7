package dev.trunkline.number.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the import. */
@ConfigMapping(prefix = "trunkline.import")
interface ClaimConfig {

    /** Rows in one request, headings not counted. */
    @WithDefault("100000")
    int maxRows();

    /** Imports that one process receives side by side; each holds a database connection while its body comes. More are answered with 503. */
    @WithDefault("3")
    int concurrentReceptions();
}
