package dev.trunkline.operator.number;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number of the operator in a tenant, as far as it is known here.
 *
 * @param revision of the number that this is the state of
 */
record KnownNumber(
        E164Number telephoneNumber,
        UUID tenantId,
        UUID holdingId,
        long revision,
        HoldingStatus status,
        AssignmentStatus assignmentStatus,
        String country,
        Usage usage,
        List<Usage> additionalUsages,
        boolean mobile,
        boolean tollFree,
        @Nullable String city,
        @Nullable String displayedCountryCode) {}
