package dev.trunkline.benchmark;

/**
 * What a pod of a service asks for, by what was measured of it.
 *
 * @param readMicros processor time of a request that reads
 * @param changeMicros of a request that changes something, with what is told of it
 * @param eventMicros of an event that is applied
 * @param numberMicros of a number that is uploaded
 * @param residentMib the most that was resident, with {@link #HEAP_MIB} as the most of the heap
 */
record PodSize(
        String service,
        double readMicros,
        double changeMicros,
        double eventMicros,
        double numberMicros,
        long residentMib) {

    /** The most of the heap while it was measured, half of the limit as in the image. */
    static final int HEAP_MIB = 384;

    /** A busy second of one pod: so many of each are what its request of processors is for. */
    static final int READS = 20;

    static final int CHANGES = 5;
    static final int EVENTS = 20;
    static final int NUMBERS = 500;

    private static final int STEP_MILLIS = 50;
    private static final int STEP_MIB = 64;
    private static final double RESERVE = 1.25;

    /** Thousandths of a processor, rounded up. */
    int processorMillis() {
        double micros = READS * readMicros + CHANGES * changeMicros + EVENTS * eventMicros + NUMBERS * numberMicros;
        return roundedUp(micros / 1000, STEP_MILLIS);
    }

    /**
     * A quarter more than was resident, rounded up. Beyond the limit that was measured with, half of what is added becomes heap and may be
     * filled, so twice as much is added; that the heap is smaller below that limit is left aside.
     */
    int memoryMib() {
        double needed = RESERVE * residentMib;
        return roundedUp(needed <= 2 * HEAP_MIB ? needed : 2 * (needed - HEAP_MIB), STEP_MIB);
    }

    private static int roundedUp(double value, int step) {
        return (int) Math.ceil(value / step) * step;
    }
}
