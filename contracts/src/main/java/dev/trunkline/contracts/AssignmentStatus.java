package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** To what kind of target a number is assigned now. */
public enum AssignmentStatus implements WireValue {
    UNASSIGNED("unassigned"),
    USER_ASSIGNED("userAssigned"),
    VOICE_APPLICATION_ASSIGNED("voiceApplicationAssigned"),
    CONFERENCE_ASSIGNED("conferenceAssigned");

    private final String wire;

    AssignmentStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AssignmentStatus fromString(String text) {
        return WireValue.parse(AssignmentStatus.class, text);
    }
}
