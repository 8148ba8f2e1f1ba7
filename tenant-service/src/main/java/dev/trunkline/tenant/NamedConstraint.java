package dev.trunkline.tenant;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** A constraint whose refusal is told to the caller; each feature produces those of its tables. */
public record NamedConstraint(String constraint, ProblemType type, String detail) implements ConstraintProblem {

    @Override
    public ProblemException problem() {
        return new ProblemException(type, detail);
    }
}
