package dev.trunkline.operator.number;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with a command on numbers. */
enum NumberCommandProblem implements ProblemType {
    NUMBER_NOT_FOUND("number-not-found", 404, "There is no such number"),
    ALREADY_RELEASED("already-released", 409, "The number has been given back"),
    RELEASE_REFUSED("release-refused", 422, "The numbers cannot be released as they are"),
    DESCRIPTION_REFUSED("description-refused", 422, "The number cannot be described so");

    private final String slug;
    private final int status;
    private final String title;

    NumberCommandProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException numberNotFound() {
        return new ProblemException(
                NUMBER_NOT_FOUND,
                "This operator has no such number in a tenant; numbers are written in E.164 form, and GET …/numbers lists them.");
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
