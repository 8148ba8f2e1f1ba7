package dev.trunkline.contracts.event;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentBlock;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole public state of one number in one tenant after a change.
 *
 * @param holdingId one stay of the number in the tenant; a later stay has another
 * @param revision of the number, strictly increasing across all its stays
 * @param status {@code gone} once the number has left the tenant
 * @param operatorId absent for a number that no operator of ours provides
 * @param country ISO 3166-1 alpha-2
 * @param releaseRequestId names the request that the operator has still to answer
 * @param quarantinedUntil exact end of the quarantine, while {@code status} is {@code quarantined}
 * @param assignmentBlock absent when the tenant does not keep the number from being assigned
 * @param blockedUntil exact end of the block, for {@code until}; a block whose end has passed is none
 * @param tags the tenant's, in lower case; absent for none
 */
public record NumberSnapshot(
        E164Number telephoneNumber,
        UUID holdingId,
        long revision,
        HoldingStatus status,
        NumberType numberType,
        NumberSource numberSource,
        @Nullable UUID operatorId,
        @Nullable UUID orderId,
        String country,
        @Nullable String city,
        Usage usage,
        List<Usage> additionalUsages,
        List<Capability> capabilities,
        boolean mobile,
        boolean tollFree,
        AssignmentStatus assignmentStatus,
        @Nullable UUID assignmentTargetId,
        @Nullable AssignmentCategory assignmentCategory,
        ActivationState activationState,
        @Nullable PortInStatus portInStatus,
        @Nullable ReleaseStatus releaseStatus,
        @Nullable UUID releaseRequestId,
        @Nullable Instant releaseRequestedAt,
        @Nullable Instant quarantinedUntil,
        @Nullable AddressPolicy addressPolicy,
        boolean allowTenantAddressUpdate,
        @Nullable UUID civicAddressId,
        @Nullable UUID locationId,
        @Nullable String displayedCountryCode,
        Instant acquiredAt,
        @Nullable AssignmentBlock assignmentBlock,
        @Nullable Instant blockedUntil,
        @Nullable List<String> tags) {

    public NumberSnapshot {
        additionalUsages = additionalUsages == null ? List.of() : List.copyOf(additionalUsages);
        capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        tags = tags == null || tags.isEmpty() ? null : List.copyOf(tags);
    }

    /** The same state of another number, stay or revision. */
    public NumberSnapshot withIdentity(E164Number otherNumber, UUID otherHoldingId, long otherRevision) {
        return new NumberSnapshot(
                otherNumber,
                otherHoldingId,
                otherRevision,
                status,
                numberType,
                numberSource,
                operatorId,
                orderId,
                country,
                city,
                usage,
                additionalUsages,
                capabilities,
                mobile,
                tollFree,
                assignmentStatus,
                assignmentTargetId,
                assignmentCategory,
                activationState,
                portInStatus,
                releaseStatus,
                releaseRequestId,
                releaseRequestedAt,
                quarantinedUntil,
                addressPolicy,
                allowTenantAddressUpdate,
                civicAddressId,
                locationId,
                displayedCountryCode,
                acquiredAt,
                assignmentBlock,
                blockedUntil,
                tags);
    }

    static long highestRevision(List<NumberSnapshot> items) {
        return items.stream().mapToLong(NumberSnapshot::revision).max().orElse(0);
    }
}
