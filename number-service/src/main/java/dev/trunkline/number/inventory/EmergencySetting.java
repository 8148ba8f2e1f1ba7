package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AddressPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a number's emergency calls are sent, and who may say so.
 *
 * @param policy fixed at upload; absent where the operator states none and the number's flags are none of the three scenarios
 */
@Embeddable
public record EmergencySetting(
        @Column(name = "address_policy") @Nullable AddressPolicy policy,
        @Column(name = "allow_tenant_address_update") boolean allowTenantAddressUpdate,
        @Column(name = "civic_address_id") @Nullable UUID civicAddressId,
        @Column(name = "location_id") @Nullable UUID locationId) {

    /** Whether the scenario that the number follows lets them change its location, assigned or not. */
    public boolean mayBeChangedBy(AddressEditor editor) {
        return switch (editor) {
            case TENANT -> allowTenantAddressUpdate;
            case OPERATOR ->
                policy == AddressPolicy.OPERATOR_ASSIGNED_TENANT_EDITABLE
                        || policy == AddressPolicy.OPERATOR_ASSIGNED_LOCKED;
        };
    }

    EmergencySetting at(UUID civicAddress, UUID location) {
        return new EmergencySetting(policy, allowTenantAddressUpdate, civicAddress, location);
    }

    EmergencySetting nowhere() {
        return new EmergencySetting(policy, allowTenantAddressUpdate, null, null);
    }
}
