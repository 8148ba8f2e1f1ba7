package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether every user of a tenant, or this one, is on Teams only: domain section 5. */
public enum CoexistenceMode implements WireValue {
    TEAMS_ONLY("teamsOnly"),
    ISLANDS("islands");

    private final String wire;

    CoexistenceMode(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CoexistenceMode fromString(String text) {
        return WireValue.parse(CoexistenceMode.class, text);
    }
}
