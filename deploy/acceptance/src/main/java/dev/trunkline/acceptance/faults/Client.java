package dev.trunkline.acceptance.faults;

/** Somebody who uses the system, one step after the other, by a seed. */
interface Client {

    /** Returns when what it asked for is settled. */
    void step() throws InterruptedException;
}
