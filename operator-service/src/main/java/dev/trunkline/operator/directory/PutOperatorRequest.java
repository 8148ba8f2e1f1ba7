package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A directory entry as it shall be.
 *
 * @param operatorId read-only, as are {@code status}, {@code regions} and {@code revision}: accepted when they say what is
 */
record PutOperatorRequest(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 500) @Pattern(regexp = "https://.+", message = "must be an https address") String website,
        @Nullable @Size(max = 500) @Pattern(regexp = "https://.+", message = "must be an https address") String logoUrl,
        @Nullable @Size(max = 2_000) String description,
        @NotBlank @Size(max = 500) String supportContact,
        @NotEmpty @Size(max = 250) List<CountryOffer> offers,
        @Nullable @Min(0) @Max(365) Integer quarantineDays,
        @Nullable Boolean requiresSignedAgreement,
        @Nullable Boolean autoConfirmReleases,
        @Nullable UUID operatorId,
        @Nullable OperatorStatus status,
        @Nullable Set<Region> regions,
        @Nullable Long revision) {

    int quarantineDaysOrDefault() {
        return quarantineDays == null ? 0 : quarantineDays;
    }
}
