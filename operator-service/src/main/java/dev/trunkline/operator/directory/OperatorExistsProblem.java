package dev.trunkline.operator.directory;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Two registrations of one operator at the same moment. */
@ApplicationScoped
class OperatorExistsProblem implements ConstraintProblem {

    @Override
    public String constraint() {
        return "operators_pk";
    }

    @Override
    public ProblemException problem() {
        return new ProblemException(
                DirectoryProblem.OPERATOR_EXISTS,
                "The operator was registered a moment ago. Read it and send its ETag in If-Match to change it.");
    }
}
