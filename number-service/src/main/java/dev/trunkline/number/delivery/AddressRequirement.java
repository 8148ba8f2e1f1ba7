package dev.trunkline.number.delivery;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import org.jspecify.annotations.Nullable;

/**
 * What the emergency address policy makes of a row: the scenario that the number carries from now on, or why it is refused.
 *
 * @param policy effective; absent for a service number that nobody gave an address
 * @param refusal present when the row contradicts the policy or nobody could ever set its address
 */
record AddressRequirement(@Nullable AddressPolicy policy, boolean allowTenantAddressUpdate, @Nullable Refusal refusal) {

    /**
     * Judges one row.
     *
     * @param stated what the operator states for the row's country; null for nothing
     */
    static AddressRequirement of(Item item, @Nullable AddressPolicy stated) {
        boolean addressGiven = item.civicAddressId() != null || item.locationId() != null;
        return stated == null ? byFlags(item, addressGiven) : byPolicy(item, addressGiven, stated);
    }

    private static AddressRequirement byPolicy(Item item, boolean addressGiven, AddressPolicy stated) {
        boolean tenantMayUpdate = stated != AddressPolicy.OPERATOR_ASSIGNED_LOCKED;
        Boolean flag = item.allowTenantAddressUpdate();
        if (flag != null && flag != tenantMayUpdate) {
            return refused(
                    RowCode.POLICY_MISMATCH,
                    "You state " + stated.wire() + " for " + item.country() + ": allowTenantAddressUpdate must be "
                            + tenantMayUpdate + " or absent.");
        }
        if (stated == AddressPolicy.TENANT_ASSIGNED) {
            return addressGiven
                    ? refused(
                            RowCode.POLICY_MISMATCH,
                            "You state tenantAssigned for " + item.country() + ": leave the address to the tenant.")
                    : new AddressRequirement(stated, true, null);
        }
        if (!addressGiven && isForUsers(item)) {
            return refused(
                    RowCode.ADDRESS_REQUIRED,
                    "You state " + stated.wire() + " for " + item.country()
                            + ": give a civicAddressId or locationId of the tenant.");
        }
        return new AddressRequirement(stated, tenantMayUpdate, null);
    }

    private static AddressRequirement byFlags(Item item, boolean addressGiven) {
        boolean tenantMayUpdate = Boolean.TRUE.equals(item.allowTenantAddressUpdate());
        if (addressGiven) {
            return new AddressRequirement(
                    tenantMayUpdate
                            ? AddressPolicy.OPERATOR_ASSIGNED_TENANT_EDITABLE
                            : AddressPolicy.OPERATOR_ASSIGNED_LOCKED,
                    tenantMayUpdate,
                    null);
        }
        if (tenantMayUpdate) {
            return new AddressRequirement(AddressPolicy.TENANT_ASSIGNED, true, null);
        }
        return isForUsers(item)
                ? refused(
                        RowCode.ADDRESS_REQUIRED,
                        "Nobody could ever set its address: give one, or set allowTenantAddressUpdate, or state a policy.")
                : new AddressRequirement(null, false, null);
    }

    private static boolean isForUsers(Item item) {
        return item.usage() == Usage.CALLING_USER_ASSIGNMENT
                || item.additionalUsages().contains(Usage.CALLING_USER_ASSIGNMENT);
    }

    private static AddressRequirement refused(RowCode code, String detail) {
        return new AddressRequirement(null, false, new Refusal(code, detail));
    }
}
