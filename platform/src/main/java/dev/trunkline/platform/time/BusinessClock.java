package dev.trunkline.platform.time;

import java.time.Instant;

/** Business time: the database's, so that no replica's clock decides anything. In SQL: {@code business_now()}, {@code next_revision(previous)}. */
public interface BusinessClock {

    /** Now, in microseconds' precision, read in the current transaction; it goes on while the transaction does. */
    Instant now();

    /** The revision after {@code previous}: {@code greatest(previous + 1, microseconds of the database clock)}; 0 for none yet. */
    long nextRevision(long previous);
}
