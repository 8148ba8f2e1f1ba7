package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** State of a consent; what leads from one to the other is tenant-service's: domain section 4. */
public enum EnablementStatus implements WireValue {
    ACTIVE("active"),
    SUSPENDED("suspended"),
    REMOVING("removing"),
    REMOVED("removed");

    private final String wire;

    EnablementStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static EnablementStatus fromString(String text) {
        return WireValue.parse(EnablementStatus.class, text);
    }
}
