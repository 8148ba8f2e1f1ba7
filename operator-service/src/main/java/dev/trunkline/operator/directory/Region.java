package dev.trunkline.operator.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** A part of the world; every country belongs to one. */
public enum Region implements WireValue {
    APAC,
    EMEA,
    LATAM,
    NOAM;

    @JsonValue
    @Override
    public String wire() {
        return name();
    }

    @JsonCreator
    public static Region fromString(String text) {
        return WireValue.parse(Region.class, text);
    }
}
