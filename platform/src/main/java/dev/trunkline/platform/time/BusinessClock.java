package dev.trunkline.platform.time;

import java.time.Instant;

/** Business time: the database's, so that no replica's clock decides anything. In SQL: {@code business_now()}, {@code next_revision(previous)}. */
public interface BusinessClock {

    /** Now, in microseconds' precision, read in the current transaction; it goes on while the transaction does. */
    Instant now();

    /** The revision after {@code previous}: {@code greatest(previous + 1, microseconds of the database clock)}; 0 for none yet. */
    long nextRevision(long previous);

    /** Both at once: the time, and the revision after {@code previous}. */
    Reading read(long previous);

    /**
     * What the clock showed.
     *
     * @param now as {@link #now()}
     * @param nextRevision as {@link #nextRevision}
     */
    record Reading(Instant now, long nextRevision) {}
}
