package dev.trunkline.number.inventory;

import dev.trunkline.platform.problem.ProblemType;

/** Problems that every command on a number can have. */
public enum NumberProblem implements ProblemType {
    NUMBER_UNKNOWN("number-unknown", 404, "The tenant has no such number"),
    NUMBER_ASSIGNED("number-assigned", 409, "The number is assigned"),
    NUMBER_QUARANTINED("quarantined", 409, "The number has left the tenant and is in quarantine");

    private final String slug;
    private final int status;
    private final String title;

    NumberProblem(String slug, int status, String title) {
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
