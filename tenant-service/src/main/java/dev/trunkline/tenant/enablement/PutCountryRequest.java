package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One country of a consent, as the tenant wants it: every service that is enabled there already, and those to add.
 *
 * @param dataTransferNotice needed when a newer version than the one accepted last counts now
 */
@Schema(name = "PutCountry")
record PutCountryRequest(
        @Schema(required = true, minItems = 1, implementation = OfferedService[].class) @Nullable
                List<@Nullable String> services,
        @Nullable NoticeRequest dataTransferNotice,
        @Schema(readOnly = true) @Nullable String country,
        @Schema(readOnly = true, implementation = CountryStatus.class) @Nullable String status,
        @Schema(readOnly = true, implementation = OfferedService[].class) @Nullable
                List<@Nullable String> removingServices) {}
