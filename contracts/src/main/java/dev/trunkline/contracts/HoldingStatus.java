package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether one stay of a number in a tenant goes on, waits in quarantine, or is over. */
public enum HoldingStatus implements WireValue {
    HELD("held"),
    QUARANTINED("quarantined"),
    GONE("gone");

    private final String wire;

    HoldingStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static HoldingStatus fromString(String text) {
        return WireValue.parse(HoldingStatus.class, text);
    }
}
