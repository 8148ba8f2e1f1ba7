package dev.trunkline.embedded;

/** How PostgreSQL is told to stop. */
public enum StopMode {
    /** Ends sessions and checkpoints: what an administrator does. */
    FAST("INT"),
    /** Ends at once and recovers at the next start: what a crash looks like. */
    IMMEDIATE("QUIT");

    private final String signal;

    StopMode(String signal) {
        this.signal = signal;
    }

    String signal() {
        return signal;
    }
}
