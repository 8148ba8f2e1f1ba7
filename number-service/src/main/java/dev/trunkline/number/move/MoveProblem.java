package dev.trunkline.number.move;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with moves. */
enum MoveProblem implements ProblemType {
    MOVE_UNKNOWN("move-unknown", 404, "The tenant has no such move"),
    MOVE_REFUSED("move-refused", 422, "The numbers cannot be moved like this"),
    MOVE_ENDED("move-completed", 409, "The move is completed"),
    ALREADY_MOVING("already-moving", 409, "Another move that runs has a number of this one");

    private final String slug;
    private final int status;
    private final String title;

    MoveProblem(String slug, int status, String title) {
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
