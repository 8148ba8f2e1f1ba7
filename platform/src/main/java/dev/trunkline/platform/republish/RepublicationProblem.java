package dev.trunkline.platform.republish;

import dev.trunkline.platform.problem.ProblemType;

/** Problems of republications. */
enum RepublicationProblem implements ProblemType {
    NOT_FOUND("not-found", 404, "There is no such resource"),
    UNKNOWN_TOPIC("validation-failed", 422, "The request is understood but not valid");

    private final String slug;
    private final int status;
    private final String title;

    RepublicationProblem(String slug, int status, String title) {
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
