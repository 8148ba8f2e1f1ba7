package dev.trunkline.benchmark;

import java.util.Locale;

/**
 * What a database or a broker of an overlay asks for, by what was measured.
 *
 * @param pods of a service, or of each, at the most
 * @param cacheMib shared buffers of a database, heap of a broker: the manifests' own choice
 */
record ServerSize(String server, String overlay, int pods, int cacheMib, int processorMillis, int memoryMib) {

    /** Connections of the two pools of a pod. */
    private static final int SESSIONS_OF_A_POD = 24;

    private static final int STEP_MILLIS = 250;
    private static final int STEP_MIB = 256;
    private static final double RESERVE = 1.25;

    /** Its shared buffers, as much again for the kernel's pages, and the sessions of all pods and of one more while they are exchanged. */
    static ServerSize database(String overlay, int pods, int sharedBuffersMib, double busyMicros, long sessionMib) {
        double sessions = (pods + 1.0) * SESSIONS_OF_A_POD;
        double memory = 2.0 * sharedBuffersMib + sessions * sessionMib;
        return new ServerSize(
                "database", overlay, pods, sharedBuffersMib, millis(pods * busyMicros), mib(RESERVE * memory));
    }

    /**
     * The process as it was measured, with the heap of the manifest instead, and as much as that heap for the kernel's pages. With three
     * brokers each has a third of the partitions and a copy of the others.
     */
    static ServerSize broker(String overlay, int pods, int heapMib, double busyMicros, long residentMib) {
        return new ServerSize(
                "broker",
                overlay,
                pods,
                heapMib,
                millis(pods * busyMicros),
                mib(heapMib + RESERVE * (residentMib - PodSize.HEAP_MIB + heapMib)));
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %dm | %dMi |%n",
                server,
                overlay,
                pods,
                cacheMib,
                processorMillis,
                memoryMib);
    }

    private static int millis(double micros) {
        return (int) Math.ceil(micros / 1000 / STEP_MILLIS) * STEP_MILLIS;
    }

    private static int mib(double value) {
        return (int) Math.ceil(value / STEP_MIB) * STEP_MIB;
    }
}
