package dev.trunkline.operator.number;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Usage;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number as its operator describes it: {@code city}, {@code displayedCountryCode} and {@code additionalUsages} can be changed.
 *
 * @param telephoneNumber read-only, as is what follows it: accepted when it says what is
 */
record PatchNumberRequest(
        @Nullable @Size(min = 1, max = 100) String city,
        @Nullable String displayedCountryCode,
        @Nullable @Size(max = 10) List<Usage> additionalUsages,
        @Nullable E164Number telephoneNumber,
        @Nullable UUID tenantId,
        @Nullable HoldingStatus status,
        @Nullable AssignmentStatus assignmentStatus,
        @Nullable String isoCountryCode,
        @Nullable Usage usage,
        @Nullable Boolean mobile,
        @Nullable Boolean tollFree,
        @Nullable Long version) {

    static PatchNumberRequest of(KnownNumber number) {
        return new PatchNumberRequest(
                number.city(),
                number.displayedCountryCode(),
                number.additionalUsages(),
                number.telephoneNumber(),
                number.tenantId(),
                number.status(),
                number.assignmentStatus(),
                number.country(),
                number.usage(),
                number.mobile(),
                number.tollFree(),
                number.revision());
    }
}
