package dev.trunkline.number.assignment;

import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ValidationProblems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to keep a number from being assigned.
 *
 * @param days for {@code until}: from now, 24 hours each
 */
public record BlockNumberRequest(
        @NotNull BlockState block, @Nullable @Min(1) @Max(BlockNumberRequest.MOST_DAYS) Integer days) {

    static final int MOST_DAYS = 365;

    /**
     * Refuses days without the block that they belong to, and the other way round.
     *
     * @param pointer where this stands in the body
     */
    void requireDaysWhereNeeded(String pointer) {
        if ((block == BlockState.UNTIL) != (days != null)) {
            throw ValidationProblems.of(List.of(new ProblemError(
                    days == null ? "required" : "invalid",
                    "days belongs to the block until, and to no other",
                    pointer + "/days")));
        }
    }

    int daysOrNone() {
        return days == null ? 0 : days;
    }
}
