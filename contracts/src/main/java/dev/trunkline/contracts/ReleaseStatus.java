package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a number is on its way out; absent when it is not. */
public enum ReleaseStatus implements WireValue {
    RELEASE_REQUESTED("releaseRequested"),
    QUARANTINED("quarantined");

    private final String wire;

    ReleaseStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ReleaseStatus fromString(String text) {
        return WireValue.parse(ReleaseStatus.class, text);
    }
}
