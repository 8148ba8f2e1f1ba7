package dev.trunkline.platform.inbox;

/** What became of the records of a batch; counted in the metrics once the batch has committed. */
final class Tally {
    int applied;
    int duplicate;
    int stale;
    int parked;
    int dead;
    int unknown;
    int unhandled;
}
