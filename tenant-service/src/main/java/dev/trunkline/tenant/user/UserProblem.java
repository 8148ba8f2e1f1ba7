package dev.trunkline.tenant.user;

import dev.trunkline.platform.problem.ProblemType;

/** What can stand against a change of a user. */
enum UserProblem implements ProblemType {
    USER_UNKNOWN("user-unknown", 404, "The tenant has no such user"),
    TENANT_UNKNOWN("tenant-unknown", 404, "The tenant does not exist yet"),
    USER_PRINCIPAL_NAME_TAKEN("user-principal-name-taken", 409, "Another user of the tenant has that name"),
    CONCURRENT_CHANGE("concurrent-change", 409, "Somebody else changed the same at the same moment");

    private final String slug;
    private final int status;
    private final String title;

    UserProblem(String slug, int status, String title) {
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
