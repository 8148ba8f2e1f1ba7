package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** State of one country within an enablement. */
public enum CountryStatus implements WireValue {
    ACTIVE("active"),
    REMOVING("removing"),
    REMOVED("removed");

    private final String wire;

    CountryStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CountryStatus fromString(String text) {
        return WireValue.parse(CountryStatus.class, text);
    }
}
