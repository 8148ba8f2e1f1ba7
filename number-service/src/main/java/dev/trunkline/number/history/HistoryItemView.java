package dev.trunkline.number.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change of a number.
 *
 * @param until when the next change of the same stay came; absent for the latest
 * @param holdingId the stay of the number in the tenant
 * @param before absent when the stay began
 */
@Schema(name = "HistoryItem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryItemView(
        Instant at,
        @Nullable Instant until,
        NumberAction action,
        String actor,
        @Nullable String reason,
        @Nullable HistoryState before,
        HistoryState after,
        UUID tenantId,
        UUID holdingId,
        @Nullable UUID operatorId,
        @Nullable UUID orderId,
        @Nullable Integer enablementEpoch) {}
