package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** number-service's decision on a removal. */
public enum RemovalOutcome implements WireValue {
    ACCEPTED("accepted"),
    REFUSED("refused");

    private final String wire;

    RemovalOutcome(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static RemovalOutcome fromString(String text) {
        return WireValue.parse(RemovalOutcome.class, text);
    }
}
