package dev.trunkline.platform.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one caller may ask of one process: a tenant, an operator, or a platform admin by subject. Replicas count each for itself. */
@ConfigMapping(prefix = "trunkline.limit")
interface LimitSettings {

    /** Requests a second, on average. */
    @WithDefault("1000")
    int requestsPerSecond();

    /** Requests that may come at once after a quiet time. */
    @WithDefault("5000")
    int burst();

    /** Requests that are worked at together, streams and uploads apart: half of a process's database connections. The others wait. */
    @WithDefault("8")
    int atOnce();

    /** Requests of one caller that wait for their turn; more than those are refused. */
    @WithDefault("1000")
    int waiting();

    /** Uploads, imports and bulk operations that are being received at once; each holds a database connection and a thread. */
    @WithDefault("4")
    int uploads();

    /** Streams of server-sent events that are open at once. */
    @WithDefault("10")
    int streams();

    /** Callers that are remembered; whoever is forgotten begins with a full burst. About 200 bytes each. */
    @WithDefault("100000")
    int callers();

    /**
     * How long, more or less, a caller waits for a refusal that was refused shortly before, on few connections; on many up to eight times
     * as long. So a client that asks again at once gets few of them, and those not together. No thread waits with it.
     */
    @WithDefault("250ms")
    Duration refusalDelay();

    /** Refusals that wait at the same time, of all callers; more than those come at once. Each keeps a connection and about 5 KB. */
    @WithDefault("1000")
    int delayedRefusals();
}
