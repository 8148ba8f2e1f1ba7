package dev.trunkline.number.inventory;

import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumberSnapshot;

/** The aggregate's whole public state, as events and history carry it. */
final class NumberState {

    private NumberState() {}

    static NumberSnapshot of(Holding number) {
        Provision provision = number.provision();
        return new NumberSnapshot(
                number.e164(),
                number.holdingId(),
                number.revision(),
                number.holdingStatus(),
                provision.numberType(),
                provision.numberSource(),
                provision.operatorId(),
                provision.orderId(),
                provision.country(),
                provision.city(),
                provision.usage(),
                provision.additionalUsages().stream().map(Usage::fromString).toList(),
                provision.capabilities().stream().map(Capability::fromString).toList(),
                provision.mobile(),
                provision.tollFree(),
                number.assignment().status(),
                number.assignment().targetId(),
                number.assignment().category(),
                number.activationState(),
                number.portInStatus(),
                number.release().status(),
                number.release().requestId(),
                number.release().requestedAt(),
                number.release().quarantinedUntil(),
                number.emergency().policy(),
                number.emergency().allowTenantAddressUpdate(),
                number.emergency().civicAddressId(),
                number.emergency().locationId(),
                provision.displayedCountryCode(),
                provision.acquiredAt(),
                number.marks().block(),
                number.marks().blockedUntil(),
                number.marks().tags());
    }
}
