package dev.trunkline.operator.release;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.operator.request.TenantRequest;
import java.time.Instant;
import java.util.Objects;
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
        @Nullable UUID decidingOperation)
        implements TenantRequest {

    /** The one that the change opens. */
    static ReleaseRequest opened(NumberChange change, Instant now) {
        return new ReleaseRequest(
                Objects.requireNonNull(change.snapshot().releaseRequestId()),
                change.operatorId(),
                change.tenantId(),
                change.snapshot().telephoneNumber(),
                change.snapshot().holdingId(),
                ReleaseRequestStatus.OPEN,
                Objects.requireNonNullElse(change.snapshot().releaseRequestedAt(), now),
                null,
                null);
    }

    @Override
    public UUID requestId() {
        return releaseRequestId;
    }

    @Override
    public boolean awaitsDecision() {
        return status == ReleaseRequestStatus.OPEN;
    }
}
