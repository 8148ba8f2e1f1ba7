package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ValidationProblems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields that an answer has and a request may repeat, so that a client can send back what it has read; but not change.
 *
 * <pre>{@code
 * ReadOnlyFields.of()
 *         .unchanged("/userId", request.userId(), user.userId())
 *         .unchanged("/lineUri", request.lineUri(), user.lineUri())
 *         .require();
 * }</pre>
 */
public final class ReadOnlyFields {

    private final List<ProblemError> errors = new ArrayList<>();

    private ReadOnlyFields() {}

    public static ReadOnlyFields of() {
        return new ReadOnlyFields();
    }

    /** A field at a JSON pointer; absent from the request it is unchanged. */
    public ReadOnlyFields unchanged(String pointer, @Nullable Object given, @Nullable Object present) {
        if (given != null && !given.equals(present)) {
            errors.add(new ProblemError("read-only", "is read-only: leave it out or send it as it was read", pointer));
        }
        return this;
    }

    /**
     * Ends the request when a field was changed.
     *
     * @throws ProblemException 422 naming all of them
     */
    public void require() {
        if (!errors.isEmpty()) {
            throw ValidationProblems.of(errors);
        }
    }
}
