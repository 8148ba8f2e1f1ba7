package dev.trunkline.acceptance.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to the system while the clients of a run work. */
interface Faults {

    /** Brings what must be there before the clients begin. */
    default void prepare() {}

    /** Makes trouble for so long, or until it has done what it is for. */
    void run(Duration duration) throws InterruptedException;

    /** Waits until everything is ready again. */
    void heal() throws InterruptedException;

    /** What was done, in order, and what is worth knowing of it. */
    List<String> done();

    /**
     * What must not have happened to the clients meanwhile, beyond what the checks look for.
     *
     * @param failures the tries of commands that got no answer, or one of 500 and more
     */
    List<String> violations(List<Failure> failures);

    /** Whether a promise holds in spite of what was done. */
    default boolean allows(Check check) {
        return true;
    }

    /** What was found, and every failure: where nobody stops, all that is asked is answered. */
    static List<String> withAll(List<Failure> failures, List<String> found) {
        List<String> violations = new ArrayList<>(found);
        failures.forEach(failure -> violations.add("failed: " + failure));
        return violations;
    }
}
