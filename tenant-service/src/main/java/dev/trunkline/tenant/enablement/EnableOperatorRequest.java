package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant consents to. Enumerated values come as text, and nothing is required by the types, so that everything missing or wrong is
 * found and answered at once. Read-only members are accepted when they say what is true.
 */
@Schema(name = "EnableOperator")
record EnableOperatorRequest(
        @Schema(required = true, minItems = 1) @Nullable List<@Nullable CountryRequest> countries,
        @Schema(required = true) @Nullable ContactRequest contact,
        @Schema(required = true) @Nullable NoticeRequest dataTransferNotice,
        @Schema(readOnly = true) @Nullable UUID operatorId,
        @Schema(readOnly = true) @Nullable String operatorName,
        @Schema(readOnly = true) @Nullable String supportContact,
        @Schema(readOnly = true, implementation = EnablementStatus.class) @Nullable String status,
        @Schema(readOnly = true) @Nullable Integer epoch,
        @Schema(readOnly = true) @Nullable Instant enabledAt,
        @Schema(readOnly = true) @Nullable Instant lastModifiedOn,
        @Schema(readOnly = true) @Nullable Instant effectiveAt,
        @Schema(readOnly = true) EnablementView.@Nullable OpenRemoval removal) {

    /**
     * One country.
     *
     * @param country ISO 3166-1 alpha-2
     */
    @Schema(name = "EnableCountry")
    record CountryRequest(
            @Schema(required = true, pattern = "^[A-Z]{2}$") @Nullable String country,
            @Schema(required = true, minItems = 1, implementation = OfferedService[].class) @Nullable
                    List<@Nullable String> services,
            @Schema(readOnly = true, implementation = CountryStatus.class) @Nullable String status,
            @Schema(readOnly = true, implementation = OfferedService[].class) @Nullable
                    List<@Nullable String> removingServices) {}

    /** The person to talk to. Personal data: its text form shows none of it. */
    @Schema(name = "EnablementContact")
    record ContactRequest(
            @Schema(required = true, maxLength = 200) @Nullable String fullName,
            @Schema(required = true, maxLength = 320) @Nullable String email,
            @Schema(required = true, implementation = CompanySize.class) @Nullable String companySize,
            @Schema(maxLength = 40) @Nullable String telephoneNumber,
            @Schema(maxLength = 200) @Nullable String companyName) {
        @Override
        public String toString() {
            return "ContactRequest[masked]";
        }
    }

    /** The tenant's word on the data-transfer notice. */
    @Schema(name = "AcceptDataTransferNotice")
    record NoticeRequest(
            @Schema(required = true) @Nullable String version,
            @Nullable Boolean accepted,
            @Schema(readOnly = true) @Nullable String acceptedBy,
            @Schema(readOnly = true) @Nullable Instant acceptedAt) {}
}
