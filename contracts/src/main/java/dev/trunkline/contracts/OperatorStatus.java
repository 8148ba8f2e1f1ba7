package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an operator takes new enablements ({@code listed}) or only serves existing ones ({@code retired}). */
public enum OperatorStatus implements WireValue {
    LISTED("listed"),
    RETIRED("retired");

    private final String wire;

    OperatorStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OperatorStatus fromString(String text) {
        return WireValue.parse(OperatorStatus.class, text);
    }
}
