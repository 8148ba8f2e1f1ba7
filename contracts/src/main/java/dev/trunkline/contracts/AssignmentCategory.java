package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which of its target's numbers this one is. */
public enum AssignmentCategory implements WireValue {
    PRIMARY("primary"),
    PRIVATE("private"),
    ALTERNATE("alternate");

    private final String wire;

    AssignmentCategory(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AssignmentCategory fromString(String text) {
        return WireValue.parse(AssignmentCategory.class, text);
    }
}
