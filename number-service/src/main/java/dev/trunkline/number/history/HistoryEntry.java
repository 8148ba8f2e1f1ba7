package dev.trunkline.number.history;

import dev.trunkline.contracts.NumberType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change, as it is written down.
 *
 * @param actor who did it: a token's subject, or the service that followed a rule
 * @param before absent when the holding began
 */
public record HistoryEntry(
        UUID tenantId,
        long number,
        UUID holdingId,
        NumberType numberType,
        @Nullable UUID operatorId,
        @Nullable UUID orderId,
        @Nullable Integer enablementEpoch,
        NumberAction action,
        String actor,
        @Nullable String reason,
        @Nullable String correlationId,
        @Nullable HistoryState before,
        HistoryState after) {}
