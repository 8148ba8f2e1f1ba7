package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What it means for an upload that the database has no room: disk full, out of memory, a configured limit reached (class 53). */
final class StorageFull {

    private static final Set<String> STATES = Set.of("53000", "53100", "53200", "53400");

    private StorageFull() {}

    /** The answer to give, or the other failure when it is not about room. */
    static RuntimeException orElse(@Nullable Throwable failure, RuntimeException other) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return new ProblemException(
                                UploadProblem.STORAGE_FULL,
                                "Nothing of the upload was kept. Send it again in a few minutes; the operators of this service see the alarm.")
                        .withHeader("Retry-After", "120");
            }
        }
        return other;
    }
}
