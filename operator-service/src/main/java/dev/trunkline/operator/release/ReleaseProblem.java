package dev.trunkline.operator.release;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with the decision on a release. */
enum ReleaseProblem implements ProblemType {
    RELEASE_REQUEST_NOT_FOUND("release-request-not-found", 404, "There is no such release request"),
    RELEASE_REQUEST_CLOSED("release-request-closed", 409, "The release request is closed"),
    RELEASE_BEING_DECIDED("release-being-decided", 409, "The release request is being decided otherwise"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist");

    private final String slug;
    private final int status;
    private final String title;

    ReleaseProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException requestNotFound() {
        return new ProblemException(
                RELEASE_REQUEST_NOT_FOUND,
                "This operator has no such release request; list them with GET …/release-requests.");
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
