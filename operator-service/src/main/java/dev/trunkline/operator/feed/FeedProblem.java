package dev.trunkline.operator.feed;

import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with reading the feed. */
enum FeedProblem implements ProblemType {
    POSITION_GONE("feed-position-gone", 410, "The feed does not reach back that far"),
    POSITION_UNKNOWN("feed-position-unknown", 422, "The feed has no such position"),
    STREAMS_BUSY("feed-streams-busy", 503, "Too many streams are open");

    private final String slug;
    private final int status;
    private final String title;

    FeedProblem(String slug, int status, String title) {
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
