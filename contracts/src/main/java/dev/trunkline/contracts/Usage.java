package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a number may be used for: domain section 3. */
public enum Usage implements WireValue {
    CALLING_USER_ASSIGNMENT("callingUserAssignment"),
    FIRST_PARTY_APP_ASSIGNMENT("firstPartyAppAssignment"),
    CONFERENCE_ASSIGNMENT("conferenceAssignment");

    private final String wire;

    Usage(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static Usage fromString(String text) {
        return WireValue.parse(Usage.class, text);
    }
}
