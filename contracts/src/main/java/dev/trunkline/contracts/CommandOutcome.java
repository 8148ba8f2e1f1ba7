package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether number-service carried a command out. */
public enum CommandOutcome implements WireValue {
    APPLIED("applied"),
    REFUSED("refused");

    private final String wire;

    CommandOutcome(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CommandOutcome fromString(String text) {
        return WireValue.parse(CommandOutcome.class, text);
    }
}
