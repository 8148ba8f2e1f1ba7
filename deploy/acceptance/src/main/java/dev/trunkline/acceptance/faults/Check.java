package dev.trunkline.acceptance.faults;

import java.util.List;

/** One promise of the system, looked at from outside. */
interface Check {

    String name();

    /** What breaks the promise, each in one sentence; none when it holds. */
    List<String> violations(Evidence evidence);
}
