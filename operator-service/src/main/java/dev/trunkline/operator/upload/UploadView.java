package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload and how far it is.
 *
 * @param dryRun everything is checked and nothing delivered: what is accepted could be
 * @param atomic all rows are delivered, or none
 * @param attempt 1, and one more for each retry of the failed rows
 * @param percentage of the rows that have a result, 0 to 100
 * @param estimatedEnd at the pace of this attempt so far; only while it delivers
 * @param failure why the upload as a whole failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadView(
        UUID uploadId,
        UUID orderId,
        UUID tenantId,
        UploadStatus status,
        boolean dryRun,
        boolean atomic,
        int attempt,
        Counts counts,
        int percentage,
        @Nullable Instant estimatedEnd,
        @Nullable String failure,
        Instant receivedAt,
        @Nullable Instant completedAt) {

    /**
     * Counts of rows.
     *
     * @param total accepted, rejected and pending together
     * @param accepted delivered; of a dry run, what could be
     * @param skipped rows that the file says are not enabled
     */
    record Counts(int total, int accepted, int rejected, int pending, int skipped) {}

    static UploadView of(Upload upload) {
        int settled = upload.accepted() + upload.rejected();
        boolean done =
                upload.status() == UploadStatus.COMPLETED || upload.status() == UploadStatus.COMPLETED_WITH_ERRORS;
        int percentage = done ? 100 : upload.total() == 0 ? 0 : (int) (100L * settled / upload.total());
        return new UploadView(
                upload.uploadId(),
                upload.orderId(),
                upload.tenantId(),
                upload.status(),
                upload.flags().dryRun(),
                upload.flags().atomic(),
                upload.attempt(),
                new Counts(upload.total(), upload.accepted(), upload.rejected(), upload.pending(), upload.skipped()),
                percentage,
                upload.estimatedEnd(),
                upload.failure(),
                upload.receivedAt(),
                upload.completedAt());
    }
}
