package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What became of a tenant's request that the operator change a number's emergency location. */
public enum AddressChangeStatus implements WireValue {
    OPEN("open"),
    ACCEPTED("accepted"),
    REFUSED("refused"),
    WITHDRAWN("withdrawn"),
    OBSOLETE("obsolete");

    private final String wire;

    AddressChangeStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AddressChangeStatus fromString(String text) {
        return WireValue.parse(AddressChangeStatus.class, text);
    }
}
