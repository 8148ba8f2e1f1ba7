package dev.trunkline.operator.addresschange;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.operator.request.TenantRequest;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's wish that a number's emergency calls go elsewhere, as number-service tells it and as it is answered.
 *
 * @param locationId the location that the tenant wants, at {@code civicAddressId}
 * @param answer why it was refused or became obsolete
 * @param decidingOperation the decision that number-service was asked to carry out and did not refuse
 */
@Schema(name = "AddressChangeRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AddressChangeRequest(
        UUID requestId,
        @JsonIgnore UUID operatorId,
        UUID tenantId,
        E164Number telephoneNumber,
        @JsonIgnore UUID holdingId,
        AddressChangeStatus status,
        UUID civicAddressId,
        UUID locationId,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable String answer,
        @Nullable UUID decidingOperation)
        implements TenantRequest {

    @Override
    public boolean awaitsDecision() {
        return status == AddressChangeStatus.OPEN;
    }
}
