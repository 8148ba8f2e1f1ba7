package dev.trunkline.operator.release;

import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's wish to give a number back.
 *
 * @param decidingOperation the decision that number-service was asked to carry out and did not refuse
 */
record ReleaseRequest(
        UUID releaseRequestId,
        UUID operatorId,
        UUID tenantId,
        E164Number telephoneNumber,
        UUID holdingId,
        ReleaseRequestStatus status,
        Instant requestedAt,
        @Nullable Instant decidedAt,
        @Nullable UUID decidingOperation) {}
