package dev.trunkline.operator.request;

import dev.trunkline.contracts.WireValue;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code status} of lists of requests. */
public final class StatusFilter {

    private StatusFilter() {}

    /**
     * The status that is asked for; null for any.
     *
     * @throws ProblemException 422 of the given type for one that does not exist
     */
    public static <S extends Enum<S> & WireValue> @Nullable S of(
            @Nullable String text, Class<S> statuses, ProblemType unknown) {
        if (text == null) {
            return null;
        }
        try {
            return WireValue.parse(statuses, text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    unknown,
                    "Correct the query parameter status, or leave it out.",
                    List.of(new ProblemError("status-unknown", "status: " + e.getMessage() + ".", null)));
        }
    }
}
