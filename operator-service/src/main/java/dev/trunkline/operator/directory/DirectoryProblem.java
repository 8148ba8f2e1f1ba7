package dev.trunkline.operator.directory;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with a directory request. */
enum DirectoryProblem implements ProblemType {
    OPERATOR_NOT_FOUND("operator-not-found", 404, "There is no such operator"),
    REGISTRATION_RESERVED("registration-reserved", 403, "Only a platform admin registers operators"),
    OPERATOR_EXISTS("operator-exists", 409, "The operator is registered already"),
    ENTRY_REFUSED("directory-entry-refused", 422, "The directory entry cannot be kept as it is"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist");

    private final String slug;
    private final int status;
    private final String title;

    DirectoryProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException operatorNotFound() {
        return new ProblemException(
                OPERATOR_NOT_FOUND,
                "No operator with this id is registered. Look it up with GET /v1/operators, or have a platform admin register it.");
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
