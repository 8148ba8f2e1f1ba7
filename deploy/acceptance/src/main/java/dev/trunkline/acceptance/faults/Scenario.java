package dev.trunkline.acceptance.faults;

import java.util.List;

/** What kind of trouble a run is about. */
public enum Scenario {
    /** One fault of any kind after the other. */
    MIXED,
    /** Two of each service, which now and then stop in the middle of what they do. */
    REPLICAS,
    /** A rolling restart of one service. */
    EXCHANGE,
    BROKER_AWAY,
    DATABASE_AWAY,
    /** What was sent under a consent arrives after its end. */
    LATE,
    /** The database of tenant-service or of operator-service goes back to an earlier moment. */
    RESTORED,
    /** Transactions come to stand in their middle and end there, again and again; never by chance. */
    STALLED,
    /** Clients give up after a moment and ask again, or lose the answer; never by chance. */
    HURRIED,
    /** Two replicas of each service, of two versions where that is asked for; never by chance. */
    SIDE_BY_SIDE;

    private static final int SPECIAL_EACH = 2;

    private static final List<Scenario> SPECIAL =
            List.of(EXCHANGE, BROKER_AWAY, DATABASE_AWAY, RESTORED, LATE, REPLICAS);

    /** Each second run is one of the others, in turn. */
    static Scenario of(long seed) {
        return seed % SPECIAL_EACH == 0 ? SPECIAL.get((int) (seed / SPECIAL_EACH % SPECIAL.size())) : MIXED;
    }

    /** Goes on by one from run to run, and from a scenario's turn to its next one, so that each service has what each scenario is about. */
    static long turn(long seed) {
        return seed + seed / ((long) SPECIAL_EACH * SPECIAL.size());
    }
}
