package dev.trunkline.number.assignment;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Two assignments at once found the user without a primary number: the index lets one of them through. */
@ApplicationScoped
class OnePrimaryNumber implements ConstraintProblem {

    @Override
    public String constraint() {
        return "phone_number_one_primary";
    }

    @Override
    public ProblemException problem() {
        return new ProblemException(
                AssignmentProblem.ASSIGNMENT_REFUSED,
                "The assignment is refused for the reasons in errors.",
                List.of(AssignmentRules.primaryNumberPresent()));
    }
}
