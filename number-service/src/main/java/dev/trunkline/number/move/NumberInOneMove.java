package dev.trunkline.number.move;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Two moves cannot follow the same number at a time, however they came about. */
@ApplicationScoped
class NumberInOneMove implements ConstraintProblem {

    @Override
    public String constraint() {
        return "move_number_in_one_move";
    }

    @Override
    public ProblemException problem() {
        return new ProblemException(
                MoveProblem.ALREADY_MOVING,
                "Cancel the other move first, or leave its numbers out: GET …/moves?status=running.");
    }
}
