package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who routes a number's calls: domain section 7. */
public enum NumberType implements WireValue {
    OPERATOR_CONNECT("operatorConnect"),
    CALLING_PLAN("callingPlan"),
    DIRECT_ROUTING("directRouting");

    private final String wire;

    NumberType(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static NumberType fromString(String text) {
        return WireValue.parse(NumberType.class, text);
    }
}
