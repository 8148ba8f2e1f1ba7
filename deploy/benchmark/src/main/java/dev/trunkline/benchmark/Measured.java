package dev.trunkline.benchmark;

import java.util.Arrays;
import java.util.Map;

/**
 * One upload and its yardstick, measured in the same run.
 *
 * @param accepted seconds from the first byte posted to the answer 202: the body stored and judged
 * @param firstLanded seconds to the first number in number-service
 * @param lastLanded seconds to the last one
 * @param visible seconds until the tenant sees all of them
 * @param settled seconds until the operator reads the upload as completed
 * @param processors seconds of processor time until then that each part of the stack has used
 * @param copy seconds that a plain COPY of the same rows takes, as often as it was measured
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Measured(
        int numbers,
        double accepted,
        double firstLanded,
        double lastLanded,
        double visible,
        double settled,
        Map<String, Double> processors,
        double[] copy) {

    Measured with(double[] copies) {
        return new Measured(numbers, accepted, firstLanded, lastLanded, visible, settled, processors, copies.clone());
    }

    double copyMedian() {
        double[] sorted = copy.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** How much of COPY's pace the whole path has: 1 would be as fast. */
    double ratio() {
        return copyMedian() / visible;
    }

    double microsecondsPerNumber() {
        return visible * 1e6 / numbers;
    }

    double numbersPerSecond() {
        return numbers / visible;
    }
}
