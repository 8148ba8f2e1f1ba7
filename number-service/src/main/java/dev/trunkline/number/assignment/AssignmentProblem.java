package dev.trunkline.number.assignment;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with assigning and unassigning. */
enum AssignmentProblem implements ProblemType {
    ASSIGNMENT_REFUSED("assignment-refused", 422, "The number cannot be assigned to this target"),
    NUMBER_NOT_ASSIGNED("number-not-assigned", 409, "The number is assigned to nobody"),
    USAGE_REFUSED("usage-refused", 422, "The number cannot be used so"),
    ON_PREM_NUMBER_PRESENT("on-prem-number-present", 422, "The number is assigned on-premises");

    private final String slug;
    private final int status;
    private final String title;

    AssignmentProblem(String slug, int status, String title) {
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
