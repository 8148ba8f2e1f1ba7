package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a user exists or is only remembered so that nothing late revives it. */
public enum UserStatus implements WireValue {
    ACTIVE("active"),
    DELETED("deleted");

    private final String wire;

    UserStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static UserStatus fromString(String text) {
        return WireValue.parse(UserStatus.class, text);
    }
}
