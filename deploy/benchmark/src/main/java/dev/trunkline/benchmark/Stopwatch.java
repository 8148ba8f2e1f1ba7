package dev.trunkline.benchmark;

import java.time.Duration;

/** Time since a moment. */
final class Stopwatch {

    private final long begun = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
