package dev.trunkline.number.claim;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with listing claims and with taking them off the list. */
enum ClaimProblem implements ProblemType {
    NOT_A_CLAIM("not-a-claim", 422, "Only a number that the tenant has listed itself can be taken off its list"),
    IMPORT_UNKNOWN("import-unknown", 404, "The tenant has no such import"),
    BUSY("imports-busy", 503, "Too many imports come in at once");

    private final String slug;
    private final int status;
    private final String title;

    ClaimProblem(String slug, int status, String title) {
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
