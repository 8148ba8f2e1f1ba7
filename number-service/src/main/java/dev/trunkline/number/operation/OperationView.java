package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A bulk operation.
 *
 * @param percentage of its rows that have ended
 */
@Schema(name = "Operation")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationView(
        UUID operationId,
        OperationKind kind,
        OperationStatus status,
        Counts counts,
        int percentage,
        @Nullable String reason,
        String acceptedBy,
        Instant acceptedAt,
        @Nullable Instant endedAt) {

    /** How many rows are how far. */
    @Schema(name = "OperationCounts")
    record Counts(int total, int pending, int succeeded, int failed, int cancelled) {}

    /** Rounded down: 100 only when nothing waits. */
    static int percentage(int total, int pending) {
        return total == 0 ? 100 : (int) ((total - pending) * 100L / total);
    }
}
