package dev.trunkline.operator.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A number that the operator provides to a tenant; to whom it is assigned there is the tenant's own. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NumberView(
        E164Number telephoneNumber,
        UUID tenantId,
        HoldingStatus status,
        @Nullable UUID orderId,
        String isoCountryCode,
        @Nullable String city,
        Usage usage,
        List<Usage> additionalUsages,
        boolean mobile,
        boolean tollFree,
        AssignmentStatus assignmentStatus,
        @Nullable ReleaseStatus releaseStatus,
        @Nullable Instant quarantinedUntil,
        @Nullable UUID civicAddressId,
        @Nullable UUID locationId,
        boolean allowTenantAddressUpdate,
        @Nullable String displayedCountryCode,
        Instant acquiredAt) {}
