package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much of an enablement a removal withdraws. */
public enum RemovalScopeKind implements WireValue {
    OPERATOR("operator"),
    COUNTRY("country"),
    SERVICE("service");

    private final String wire;

    RemovalScopeKind(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static RemovalScopeKind fromString(String text) {
        return WireValue.parse(RemovalScopeKind.class, text);
    }
}
