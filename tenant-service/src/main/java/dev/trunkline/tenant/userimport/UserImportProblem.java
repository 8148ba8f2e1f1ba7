package dev.trunkline.tenant.userimport;

import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with an import as a whole; what is wrong with one row is that row's result. */
enum UserImportProblem implements ProblemType {
    IMPORT_UNKNOWN("user-import-unknown", 404, "There is no such import"),
    TENANT_UNKNOWN("tenant-unknown", 404, "The tenant does not exist yet"),
    IMPORT_UNREADABLE("user-import-unreadable", 400, "The body cannot be read as a list of users"),
    IMPORT_INCOMPLETE("user-import-incomplete", 400, "The body ended before its end"),
    IMPORT_EMPTY("user-import-empty", 422, "The import has no users"),
    HEADINGS_UNKNOWN("headings-unknown", 422, "The headings of the file are not understood"),
    TOO_MANY_ROWS("too-many-rows", 413, "The import has too many rows"),
    BUSY("user-imports-busy", 503, "Too many imports are being received at this moment");

    private final String slug;
    private final int status;
    private final String title;

    UserImportProblem(String slug, int status, String title) {
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
