package dev.trunkline.platform.limit;

import java.time.Duration;

/**
 * How long a refusal is held. Those of one caller come back spread over time, since requests that come back together take all that the
 * caller may have again by then at once, and the other callers wait for that. The more connections it asks on, the longer each is held:
 * otherwise more connections would buy more refusals, which cost something too.
 */
final class RefusalDelay {

    /** Of one caller, each of which makes the next one wait by one usual delay more. */
    private static final int HELD_TOGETHER = 16;

    private static final int LONGEST = 8;

    private RefusalDelay() {}

    /**
     * Between half and one and a half times the usual delay for a caller of few connections, up to twelve times for one of very many.
     *
     * @param held refusals of the caller, with this one
     * @param random from 0 to 1
     */
    static long millis(Duration usual, int held, double random) {
        int times = Math.min(LONGEST, 1 + (held - 1) / HELD_TOGETHER);
        return Math.max(1, Math.round(usual.toMillis() * times * (0.5 + random)));
    }
}
