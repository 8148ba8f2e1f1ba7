package dev.trunkline.number.table;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with a body of rows as a whole. */
enum TableProblem implements ProblemType {
    UNREADABLE("rows-unreadable", 400, "The rows cannot be read"),
    HEADINGS_UNKNOWN("headings-unknown", 422, "The headings are not understood"),
    EMPTY("rows-missing", 422, "There are no rows"),
    TOO_MANY("too-many-rows", 422, "There are too many rows for one request");

    private final String slug;
    private final int status;
    private final String title;

    TableProblem(String slug, int status, String title) {
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
