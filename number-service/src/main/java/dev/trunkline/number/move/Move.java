package dev.trunkline.number.move;

import dev.trunkline.contracts.NumberType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of numbers on their way to an operator.
 *
 * @param from callingPlan or directRouting
 * @param assignBack whether each number is assigned to its former user as soon as it arrives
 */
record Move(
        UUID moveId,
        UUID tenantId,
        UUID operatorId,
        long revision,
        NumberType from,
        boolean assignBack,
        MoveStatus status,
        String createdBy,
        Instant createdAt,
        @Nullable Instant endedAt) {}
