package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** To what kind of target a number can be assigned: domain section 3. */
public enum Capability implements WireValue {
    USER_ASSIGNMENT("userAssignment"),
    VOICE_APPLICATION_ASSIGNMENT("voiceApplicationAssignment"),
    CONFERENCE_ASSIGNMENT("conferenceAssignment"),
    TEAMS_PHONE_MOBILE("teamsPhoneMobile");

    private final String wire;

    Capability(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static Capability fromString(String text) {
        return WireValue.parse(Capability.class, text);
    }
}
