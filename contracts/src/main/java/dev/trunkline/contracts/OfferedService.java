package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an operator offers in a country: domain section 3. */
public enum OfferedService implements WireValue {
    CALLING("calling"),
    CONFERENCING("conferencing"),
    PHONE_MOBILE("phoneMobile");

    private final String wire;

    OfferedService(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OfferedService fromString(String text) {
        return WireValue.parse(OfferedService.class, text);
    }
}
