package dev.trunkline.platform.problem;

/** Problems that any resource can have. */
public enum PlatformProblem implements ProblemType {
    PRECONDITION_REQUIRED("precondition-required", 428, "The change must name the revision that it is based on"),
    PRECONDITION_FAILED("precondition-failed", 412, "The resource has changed since it was read");

    private final String slug;
    private final int status;
    private final String title;

    PlatformProblem(String slug, int status, String title) {
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
