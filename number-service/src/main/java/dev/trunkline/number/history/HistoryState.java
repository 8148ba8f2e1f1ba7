package dev.trunkline.number.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.event.NumberSnapshot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The changeable facts of a number at one time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryState(
        HoldingStatus holdingStatus,
        AssignmentStatus assignmentStatus,
        @Nullable UUID assignmentTargetId,
        @Nullable AssignmentCategory assignmentCategory,
        @Nullable ReleaseStatus releaseStatus,
        @Nullable Instant quarantinedUntil,
        @Nullable AddressPolicy addressPolicy,
        boolean allowTenantAddressUpdate,
        @Nullable UUID civicAddressId,
        @Nullable UUID locationId) {

    public static HistoryState of(NumberSnapshot number) {
        return new HistoryState(
                number.status(),
                number.assignmentStatus(),
                number.assignmentTargetId(),
                number.assignmentCategory(),
                number.releaseStatus(),
                number.quarantinedUntil(),
                number.addressPolicy(),
                number.allowTenantAddressUpdate(),
                number.civicAddressId(),
                number.locationId());
    }
}
