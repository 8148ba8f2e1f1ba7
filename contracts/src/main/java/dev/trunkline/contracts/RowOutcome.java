package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What became of one row of an upload. */
public enum RowOutcome implements WireValue {
    DELIVERED("delivered"),
    REJECTED("rejected");

    private final String wire;

    RowOutcome(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static RowOutcome fromString(String text) {
        return WireValue.parse(RowOutcome.class, text);
    }
}
