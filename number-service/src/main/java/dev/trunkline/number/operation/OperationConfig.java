package dev.trunkline.number.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of bulk operations. */
@ConfigMapping(prefix = "trunkline.operation")
interface OperationConfig {

    /** Numbers in one request. */
    @WithDefault("10000")
    int maxRows();

    /** Rows in one transaction: more are faster, and keep single commands on their numbers waiting for longer. */
    @WithDefault("500")
    int batchSize();

    /** How often each replica looks for work. */
    @WithDefault("1s")
    Duration checkEvery();

    /** How often a stream of progress tells. */
    @WithDefault("1s")
    Duration progressEvery();

    /** After this long a stream of progress ends, so that its token is checked again; clients connect anew by themselves. */
    @WithDefault("10m")
    Duration longestProgressStream();
}
