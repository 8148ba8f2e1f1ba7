package dev.trunkline.number.addresschange;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request as its tenant sees it.
 *
 * @param answer the operator's reason for a refusal, or why the request became obsolete
 */
@Schema(name = "AddressChangeRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddressChangeRequestView(
        UUID requestId,
        @Schema(type = SchemaType.STRING, examples = "+14255550100") E164Number telephoneNumber,
        UUID operatorId,
        AddressChangeStatus status,
        UUID civicAddressId,
        UUID locationId,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable String answer,
        long version) {

    static AddressChangeRequestView of(AddressChangeRequest request) {
        return new AddressChangeRequestView(
                request.requestId(),
                request.telephoneNumber(),
                request.operatorId(),
                request.status(),
                request.civicAddressId(),
                request.locationId(),
                request.reason(),
                request.requestedAt(),
                request.endedAt(),
                request.answer(),
                request.revision());
    }
}
