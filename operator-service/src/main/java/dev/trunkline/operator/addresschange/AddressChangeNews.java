package dev.trunkline.operator.addresschange;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.operator.feed.FeedEvent;
import dev.trunkline.platform.inbox.InboundEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator's feed tells of a tenant's wish for another emergency location. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AddressChangeNews(
        UUID requestId,
        E164Number telephoneNumber,
        AddressChangeStatus status,
        UUID civicAddressId,
        UUID locationId,
        @Nullable String reason,
        @Nullable String answer) {

    static FeedEvent of(InboundEvent event) {
        AddressChangeRequestChanged change = event.payloadAs(AddressChangeRequestChanged.class);
        return new FeedEvent(
                change.operatorId(),
                event.id(),
                "address-change-request.changed",
                change.tenantId(),
                change.requestId().toString(),
                event.time(),
                new AddressChangeNews(
                        change.requestId(),
                        change.telephoneNumber(),
                        change.status(),
                        change.civicAddressId(),
                        change.locationId(),
                        change.reason(),
                        change.answer()));
    }
}
