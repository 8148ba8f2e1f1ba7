package dev.trunkline.number.release;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with giving numbers back. */
enum ReleaseProblem implements ProblemType {
    RELEASE_NOT_SUPPORTED("release-not-supported", 422, "Only an operator's number can be given back"),
    RELEASE_NOT_REQUESTED("release-not-requested", 409, "No release of the number is requested");

    private final String slug;
    private final int status;
    private final String title;

    ReleaseProblem(String slug, int status, String title) {
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
