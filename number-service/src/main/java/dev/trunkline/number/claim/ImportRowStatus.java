package dev.trunkline.number.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** What became of a row of an import. */
public enum ImportRowStatus implements WireValue {
    IMPORTED("imported"),
    UNCHANGED("unchanged"),
    REJECTED("rejected");

    private final String wire;

    ImportRowStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ImportRowStatus fromString(String text) {
        return WireValue.parse(ImportRowStatus.class, text);
    }
}
