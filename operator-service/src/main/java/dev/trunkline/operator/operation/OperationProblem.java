package dev.trunkline.operator.operation;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with the question for an operation. */
enum OperationProblem implements ProblemType {
    OPERATION_NOT_FOUND;

    static ProblemException operationNotFound() {
        return new ProblemException(
                OPERATION_NOT_FOUND,
                "This operator has no such operation; the Location header of the answer that began it names it.");
    }

    @Override
    public String slug() {
        return "operation-not-found";
    }

    @Override
    public int status() {
        return 404;
    }

    @Override
    public String title() {
        return "There is no such operation";
    }
}
