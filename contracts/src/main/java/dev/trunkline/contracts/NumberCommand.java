package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an operator has done with numbers of its own. */
public enum NumberCommand implements WireValue {
    UNASSIGN("unassign"),
    RELEASE("release"),
    CHANGE_EMERGENCY_LOCATION("changeEmergencyLocation"),
    DESCRIBE("describe");

    private final String wire;

    NumberCommand(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static NumberCommand fromString(String text) {
        return WireValue.parse(NumberCommand.class, text);
    }
}
