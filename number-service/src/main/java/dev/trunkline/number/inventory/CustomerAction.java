package dev.trunkline.number.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.WireValue;
import java.util.ArrayList;
import java.util.List;

/** What a tenant can do with a number in its present state, beside assigning it. */
public enum CustomerAction implements WireValue {
    LOCATION_UPDATE("locationUpdate"),
    RELEASE("release");

    private final String wire;

    CustomerAction(String wire) {
        this.wire = wire;
    }

    static List<CustomerAction> supportedBy(PhoneNumber number) {
        List<CustomerAction> actions = new ArrayList<>();
        HoldingStage stage = number.stage();
        boolean held = stage == HoldingStage.IN_SERVICE || stage == HoldingStage.RELEASE_REQUESTED;
        if (held && number.emergency().allowTenantAddressUpdate()) {
            actions.add(LOCATION_UPDATE);
        }
        if (stage == HoldingStage.IN_SERVICE
                && !number.assignment().isAssigned()
                && number.provision().numberType() == NumberType.OPERATOR_CONNECT) {
            actions.add(RELEASE);
        }
        return actions;
    }

    /** The same question as {@link #supportedBy} to the database. */
    String condition() {
        return switch (this) {
            case LOCATION_UPDATE -> "holding_status = 'held' and allow_tenant_address_update";
            case RELEASE ->
                "holding_status = 'held' and release_status is null and assignment_status = 'unassigned'"
                        + " and number_type = 'operatorConnect'";
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CustomerAction fromString(String text) {
        return WireValue.parse(CustomerAction.class, text);
    }
}
