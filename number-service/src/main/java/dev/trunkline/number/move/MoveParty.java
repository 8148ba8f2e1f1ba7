package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** For whom a number of a move waits. */
public enum MoveParty implements WireValue {
    TENANT("tenant"),
    OPERATOR("operator");

    private final String wire;

    MoveParty(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static MoveParty fromString(String text) {
        return WireValue.parse(MoveParty.class, text);
    }
}
