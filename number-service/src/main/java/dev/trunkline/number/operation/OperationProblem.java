package dev.trunkline.number.operation;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with operations. */
enum OperationProblem implements ProblemType {
    OPERATION_UNKNOWN("operation-unknown", 404, "The tenant has no such operation"),
    OPERATION_ENDED("operation-ended", 409, "The operation has ended"),
    TOO_MANY_NUMBERS("too-many-numbers", 422, "There are too many numbers for one request");

    private final String slug;
    private final int status;
    private final String title;

    OperationProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
