package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** Which way a number goes to its operator. */
public enum MoveBranch implements WireValue {
    CALLING_PLAN("callingPlan"),
    ON_PREMISES("onPremises"),
    ONLINE("online");

    private final String wire;

    MoveBranch(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static MoveBranch fromString(String text) {
        return WireValue.parse(MoveBranch.class, text);
    }
}
