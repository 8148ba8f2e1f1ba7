package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The operator's answer to a tenant's request to change a number's emergency location. */
public enum AddressChangeDecision implements WireValue {
    ACCEPTED("accepted"),
    REFUSED("refused");

    private final String wire;

    AddressChangeDecision(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AddressChangeDecision fromString(String text) {
        return WireValue.parse(AddressChangeDecision.class, text);
    }
}
