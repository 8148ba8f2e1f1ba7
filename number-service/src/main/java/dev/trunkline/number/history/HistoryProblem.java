package dev.trunkline.number.history;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with reading history. */
enum HistoryProblem implements ProblemType {
    HISTORY_UNKNOWN("number-unknown", 404, "Nothing is known of this number");

    private final String slug;
    private final int status;
    private final String title;

    HistoryProblem(String slug, int status, String title) {
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
