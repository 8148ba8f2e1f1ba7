package dev.trunkline.number.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.number.inventory.Moment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's wish that the operator send a number's emergency calls elsewhere.
 *
 * <pre>
 *          ┌──▶ ACCEPTED    by the operator: the number has the location from then on
 *          ├──▶ REFUSED     by the operator, with a reason
 *   OPEN ──┤
 *          ├──▶ WITHDRAWN   by the tenant
 *          └──▶ OBSOLETE    the number left the tenant
 * </pre>
 *
 * @param answer why it was refused or became obsolete
 */
record AddressChangeRequest(
        UUID requestId,
        UUID tenantId,
        UUID operatorId,
        E164Number telephoneNumber,
        UUID holdingId,
        long revision,
        AddressChangeStatus status,
        UUID civicAddressId,
        UUID locationId,
        @Nullable String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable String answer) {

    static boolean canBecome(AddressChangeStatus from, AddressChangeStatus to) {
        return switch (from) {
            case OPEN -> to != AddressChangeStatus.OPEN;
            case ACCEPTED, REFUSED, WITHDRAWN, OBSOLETE -> false;
        };
    }

    boolean isOpen() {
        return status == AddressChangeStatus.OPEN;
    }

    AddressChangeRequest end(AddressChangeStatus next, @Nullable String why, Moment now) {
        if (!canBecome(status, next)) {
            throw new IllegalStateException("a request that is " + status + " cannot become " + next);
        }
        return new AddressChangeRequest(
                requestId,
                tenantId,
                operatorId,
                telephoneNumber,
                holdingId,
                Math.max(revision + 1, now.micros()),
                next,
                civicAddressId,
                locationId,
                reason,
                requestedBy,
                requestedAt,
                now.at(),
                why);
    }

    AddressChangeRequestChanged event() {
        return new AddressChangeRequestChanged(
                requestId,
                tenantId,
                revision,
                operatorId,
                telephoneNumber,
                holdingId,
                status,
                civicAddressId,
                locationId,
                reason,
                requestedAt,
                endedAt,
                answer);
    }
}
