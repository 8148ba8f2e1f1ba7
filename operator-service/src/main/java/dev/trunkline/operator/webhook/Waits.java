package dev.trunkline.operator.webhook;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time up to a bound, and anywhere between half of that and all of it. */
final class Waits {

    private final Duration first;
    private final Duration longest;

    Waits(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /**
     * The wait after a failed try.
     *
     * @param attempt that failed, from 1
     * @param chance 0 to 1: receivers that failed together are not tried again together
     */
    Duration after(int attempt, double chance) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 30);
        long full = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (full * (0.5 + chance / 2)));
    }
}
