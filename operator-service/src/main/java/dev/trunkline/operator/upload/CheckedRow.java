package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row after the checks that need nothing but itself, its order and the offer.
 *
 * @param verdict pending when it passed
 * @param content absent for a row that did not pass
 */
record CheckedRow(
        SubmittedRow submitted,
        RowStatus verdict,
        @Nullable RowCode code,
        @Nullable String detail,
        @Nullable E164Number telephoneNumber,
        @Nullable Content content) {

    /** What a passing row says. */
    record Content(
            int orderLine,
            String country,
            OfferedService service,
            Usage usage,
            List<Usage> additionalUsages,
            boolean mobile,
            boolean tollFree,
            @Nullable UUID civicAddressId,
            @Nullable UUID locationId,
            @Nullable Boolean allowTenantAddressUpdate) {
        Content {
            additionalUsages = List.copyOf(additionalUsages);
        }
    }
}
