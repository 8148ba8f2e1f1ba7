package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How long the tenant keeps a number from being assigned; absent when it does not. */
public enum AssignmentBlock implements WireValue {
    FOREVER("forever"),
    UNTIL("until");

    private final String wire;

    AssignmentBlock(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AssignmentBlock fromString(String text) {
        return WireValue.parse(AssignmentBlock.class, text);
    }
}
