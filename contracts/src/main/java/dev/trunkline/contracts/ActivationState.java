package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far a number's latest bulk operation got. */
public enum ActivationState implements WireValue {
    ACTIVATED("activated"),
    ASSIGNMENT_PENDING("assignmentPending"),
    UPDATE_PENDING("updatePending"),
    ASSIGNMENT_FAILED("assignmentFailed"),
    UPDATE_FAILED("updateFailed");

    private final String wire;

    ActivationState(String wire) {
        this.wire = wire;
    }

    /** Whether it waits for a row of an operation. */
    public boolean isPending() {
        return this == ASSIGNMENT_PENDING || this == UPDATE_PENDING;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ActivationState fromString(String text) {
        return WireValue.parse(ActivationState.class, text);
    }
}
