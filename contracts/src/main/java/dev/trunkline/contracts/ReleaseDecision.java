package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The operator's answer to a tenant's release request. */
public enum ReleaseDecision implements WireValue {
    CONFIRMED("confirmed"),
    REFUSED("refused");

    private final String wire;

    ReleaseDecision(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ReleaseDecision fromString(String text) {
        return WireValue.parse(ReleaseDecision.class, text);
    }
}
