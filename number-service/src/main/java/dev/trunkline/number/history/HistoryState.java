package dev.trunkline.number.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentBlock;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumberSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changeable facts of a number at one time.
 *
 * @param usage absent, as what an operator can say of the number is, in entries that are older than changes of it
 */
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
        @Nullable UUID locationId,
        @Nullable Usage usage,
        @Nullable AssignmentBlock assignmentBlock,
        @Nullable Instant blockedUntil,
        @Nullable List<String> tags,
        @Nullable String city,
        @Nullable String displayedCountryCode,
        @Nullable List<Usage> additionalUsages) {

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
                number.locationId(),
                number.usage(),
                number.assignmentBlock(),
                number.blockedUntil(),
                number.tags(),
                number.city(),
                number.displayedCountryCode(),
                number.additionalUsages());
    }
}
