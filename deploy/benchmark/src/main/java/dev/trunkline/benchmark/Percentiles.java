package dev.trunkline.benchmark;

import java.util.Arrays;

/** Ranks of measured values. */
final class Percentiles {

    private Percentiles() {}

    /** The one in the middle, of an even count the mean of the two there. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @param share 0.5 for the median of what is sorted already */
    static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
