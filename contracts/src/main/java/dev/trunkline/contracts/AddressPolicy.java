package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who may set and change a number's emergency location: domain section 8. */
public enum AddressPolicy implements WireValue {
    OPERATOR_ASSIGNED_TENANT_EDITABLE("operatorAssignedTenantEditable"),
    TENANT_ASSIGNED("tenantAssigned"),
    OPERATOR_ASSIGNED_LOCKED("operatorAssignedLocked");

    private final String wire;

    AddressPolicy(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AddressPolicy fromString(String text) {
        return WireValue.parse(AddressPolicy.class, text);
    }
}
