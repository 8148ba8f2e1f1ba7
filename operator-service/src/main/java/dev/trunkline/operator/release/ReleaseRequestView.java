package dev.trunkline.operator.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A release request as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReleaseRequestView(
        UUID releaseRequestId,
        UUID tenantId,
        E164Number telephoneNumber,
        ReleaseRequestStatus status,
        Instant requestedAt,
        @Nullable Instant decidedAt) {

    static ReleaseRequestView of(ReleaseRequest request) {
        return new ReleaseRequestView(
                request.releaseRequestId(),
                request.tenantId(),
                request.telephoneNumber(),
                request.status(),
                request.requestedAt(),
                request.decidedAt());
    }
}
