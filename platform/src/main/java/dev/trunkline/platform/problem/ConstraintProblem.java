package dev.trunkline.platform.problem;

/**
 * What it means for the caller when a named database constraint refuses. Beans of this type are found by the mapper of SQL errors.
 */
public interface ConstraintProblem {

    /** Name of the constraint or unique index. */
    String constraint();

    /** The answer for it. */
    ProblemException problem();
}
