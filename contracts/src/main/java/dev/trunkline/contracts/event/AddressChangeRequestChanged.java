package dev.trunkline.contracts.event;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a tenant's request that the operator change the emergency location of one of its numbers.
 *
 * @param revision of the request
 * @param holdingId the stay of the number that is meant; the request ends with it
 * @param locationId the location that the tenant wants
 * @param reason the tenant's
 * @param endedAt absent while the request is open
 * @param answer why it was refused or became obsolete
 */
public record AddressChangeRequestChanged(
        UUID requestId,
        UUID tenantId,
        long revision,
        UUID operatorId,
        E164Number telephoneNumber,
        UUID holdingId,
        AddressChangeStatus status,
        UUID civicAddressId,
        UUID locationId,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable String answer)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ADDRESS_CHANGE_REQUEST_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return requestId.toString();
    }
}
