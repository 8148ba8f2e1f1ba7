package dev.trunkline.tenant.tenant;

import dev.trunkline.platform.problem.ProblemType;

/** What can stand against a tenant. */
enum TenantProblem implements ProblemType {
    TENANT_UNKNOWN("tenant-unknown", 404, "The tenant does not exist yet"),
    CONCURRENT_CHANGE("concurrent-change", 409, "Somebody else changed the same at the same moment");

    private final String slug;
    private final int status;
    private final String title;

    TenantProblem(String slug, int status, String title) {
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
