package dev.trunkline.operator.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** What an operation asks of number-service. */
public enum OperationKind implements WireValue {
    RELEASE_CONFIRMATION("releaseConfirmation"),
    RELEASE_REFUSAL("releaseRefusal"),
    ORDER_CANCELLATION("orderCancellation"),
    UNASSIGNMENT("unassignment"),
    RELEASE("release"),
    EMERGENCY_LOCATION_CHANGE("emergencyLocationChange"),
    DESCRIPTION_CHANGE("descriptionChange"),
    ADDRESS_CHANGE_ACCEPTANCE("addressChangeAcceptance"),
    ADDRESS_CHANGE_REFUSAL("addressChangeRefusal");

    private final String wire;

    OperationKind(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OperationKind fromString(String text) {
        return WireValue.parse(OperationKind.class, text);
    }
}
