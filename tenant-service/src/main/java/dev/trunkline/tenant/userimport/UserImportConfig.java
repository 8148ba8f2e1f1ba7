package dev.trunkline.tenant.userimport;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How imports of users are received. */
@ConfigMapping(prefix = "trunkline.user-import")
interface UserImportConfig {

    /** Rows in one import at most, headings not counted. */
    @WithDefault("100000")
    int maxRows();

    /** Imports that one process receives side by side; each holds a database connection while its body comes. More are answered with 503. */
    @WithDefault("3")
    int concurrentReceptions();
}
