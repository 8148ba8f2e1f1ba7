package dev.trunkline.operator.upload;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it is stored.
 *
 * @param total rows that count: neither skipped nor of a body that was never whole
 * @param failure why it failed
 */
record Upload(
        UUID uploadId,
        UUID orderId,
        UUID operatorId,
        UUID tenantId,
        UploadStatus status,
        int enablementEpoch,
        int attempt,
        int chunks,
        int total,
        int accepted,
        int rejected,
        int skipped,
        @Nullable String failure,
        Instant receivedAt,
        @Nullable Instant completedAt) {

    int pending() {
        return total - accepted - rejected;
    }
}
