package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each row of a chunk.
 */
public record UploadChunkApplied(
        UUID uploadId,
        int attempt,
        int chunk,
        boolean dryRun,
        UUID operatorId,
        UUID tenantId,
        UUID orderId,
        List<Row> rows)
        implements Event {

    public UploadChunkApplied {
        rows = rows == null ? List.of() : List.copyOf(rows);
    }

    @Override
    public EventType type() {
        return EventType.UPLOAD_CHUNK_APPLIED;
    }

    @Override
    public String recordKey() {
        return operatorId.toString();
    }

    @Override
    public String subject() {
        return uploadId.toString();
    }

    /**
     * One row's outcome.
     *
     * @param code why it was rejected; {@code already-delivered} beside {@code delivered}
     * @param detail a sentence for the operator, absent when delivered
     * @param holdingId the number's stay in the tenant, when delivered
     */
    public record Row(
            long row,
            E164Number telephoneNumber,
            RowOutcome outcome,
            @Nullable RowCode code,
            @Nullable String detail,
            @Nullable UUID holdingId) {}
}
