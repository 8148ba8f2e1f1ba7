package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.problem.ProblemType;

/** Problems of dead letters. */
enum DeadLetterProblem implements ProblemType {
    NOT_FOUND("not-found", 404, "There is no such resource"),
    REPLAY_FAILED("replay-failed", 409, "The event can still not be applied"),
    UNAVAILABLE("unavailable", 503, "The service cannot answer at the moment");

    private final String slug;
    private final int status;
    private final String title;

    DeadLetterProblem(String slug, int status, String title) {
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
