package dev.trunkline.benchmark;

import java.util.Arrays;

/** Ranks of measured values. */
final class Percentiles {

    private Percentiles() {}

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return at(sorted, 0.5);
    }

    /** @param share 0.5 for the median of what is sorted already */
    static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
