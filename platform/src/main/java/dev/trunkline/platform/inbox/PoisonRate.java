package dev.trunkline.platform.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How many events were set aside within the last minute. For one thread. */
final class PoisonRate {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Deque<Long> setAside = new ArrayDeque<>();

    PoisonRate(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    int perMinute() {
        return perMinute;
    }

    /** Whether so many more may be set aside now. */
    boolean allows(int more) {
        forgetOld();
        return setAside.size() + more <= perMinute;
    }

    void add(int events) {
        for (int i = 0; i < events; i++) {
            setAside.addLast(nanoTime.getAsLong());
        }
    }

    /** When room for another one comes. */
    Duration untilAllowed() {
        forgetOld();
        Long oldest = setAside.peekFirst();
        return oldest == null
                ? Duration.ofNanos(MINUTE_NANOS)
                : Duration.ofNanos(MINUTE_NANOS - (nanoTime.getAsLong() - oldest));
    }

    private void forgetOld() {
        while (!setAside.isEmpty() && nanoTime.getAsLong() - setAside.getFirst() >= MINUTE_NANOS) {
            setAside.removeFirst();
        }
    }
}
