package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.WireValue;

/** What a bulk operation does with each of its numbers. */
public enum OperationKind implements WireValue {
    ASSIGNMENTS("assignments"),
    UNASSIGNMENTS("unassignments"),
    RELEASES("releases"),
    EMERGENCY_LOCATIONS("emergencyLocations");

    private final String wire;

    OperationKind(String wire) {
        this.wire = wire;
    }

    /** What a number shows after its row has failed, until something succeeds with it. */
    ActivationState failed() {
        return switch (this) {
            case ASSIGNMENTS -> ActivationState.ASSIGNMENT_FAILED;
            case UNASSIGNMENTS, RELEASES, EMERGENCY_LOCATIONS -> ActivationState.UPDATE_FAILED;
        };
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
