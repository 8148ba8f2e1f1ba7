package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a number's assignment is mastered. */
public enum NumberSource implements WireValue {
    ONLINE("online"),
    ON_PREMISES("onPremises");

    private final String wire;

    NumberSource(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static NumberSource fromString(String text) {
        return WireValue.parse(NumberSource.class, text);
    }
}
