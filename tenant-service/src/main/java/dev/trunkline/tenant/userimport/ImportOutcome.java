package dev.trunkline.tenant.userimport;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * What became of a row.
 *
 * <p>Public, or the OpenAPI document would name the constants instead of their spelling.
 */
public enum ImportOutcome implements WireValue {
    CREATED("created"),
    CHANGED("changed"),
    UNCHANGED("unchanged"),
    REJECTED("rejected");

    private final String wire;

    ImportOutcome(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    static ImportOutcome fromString(String text) {
        return WireValue.parse(ImportOutcome.class, text);
    }
}
