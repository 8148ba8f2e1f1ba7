package dev.trunkline.operator.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it is stored.
 *
 * @param total rows that count: neither skipped nor of a body that was never whole
 * @param settledBefore rows that had a result when the present attempt began
 * @param readAt by the database's clock
 * @param failure why it failed
 */
record Upload(
        UUID uploadId,
        UUID orderId,
        UUID operatorId,
        UUID tenantId,
        UploadStatus status,
        UploadFlags flags,
        int enablementEpoch,
        int attempt,
        int chunks,
        int total,
        int accepted,
        int rejected,
        int skipped,
        @Nullable String failure,
        Instant receivedAt,
        @Nullable Instant completedAt,
        @Nullable Instant deliveringSince,
        int settledBefore,
        Instant readAt) {

    static final int FIRST_ATTEMPT = 1;

    int pending() {
        return total - accepted - rejected;
    }

    boolean hasEnded() {
        return switch (status) {
            case RECEIVED, VALIDATING, DELIVERING -> false;
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED -> true;
        };
    }

    /** When the last row would have its result at the pace of the present attempt; null before its first result. */
    @Nullable
    Instant estimatedEnd() {
        int settled = accepted + rejected - settledBefore;
        if (status != UploadStatus.DELIVERING || deliveringSince == null || settled <= 0) {
            return null;
        }
        Duration spent = Duration.between(deliveringSince, readAt);
        return readAt.plusMillis(Math.max(0, spent.toMillis()) * pending() / settled);
    }
}
