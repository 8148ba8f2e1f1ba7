package dev.trunkline.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far the business time of a run is ahead of the clients' clock, and since when. Safe for use by several threads. */
final class BusinessTime {

    private final List<Move> moves = new ArrayList<>();

    private record Move(Instant begin, Instant end, Duration by) {}

    /** It went on by so much, in one database after the other. */
    synchronized void moved(Instant begin, Instant end, Duration by) {
        moves.add(new Move(begin, end, by));
    }

    /** What no database was behind at that moment. */
    synchronized Instant earliest(Instant moment) {
        Instant time = moment;
        for (Move move : moves) {
            time = move.end().isAfter(moment) ? time : time.plus(move.by());
        }
        return time;
    }

    /** What no database was ahead of at that moment. */
    synchronized Instant latest(Instant moment) {
        Instant time = moment;
        for (Move move : moves) {
            time = move.begin().isAfter(moment) ? time : time.plus(move.by());
        }
        return time;
    }
}
