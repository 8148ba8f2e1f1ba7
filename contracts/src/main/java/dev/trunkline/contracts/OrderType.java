package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How the numbers of an order come into the tenant: domain section 6. */
public enum OrderType implements WireValue {
    NEW("new"),
    PORT_IN("portIn"),
    MOVE_FROM_CALLING_PLAN("moveFromCallingPlan"),
    MOVE_FROM_DIRECT_ROUTING("moveFromDirectRouting");

    private final String wire;

    OrderType(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OrderType fromString(String text) {
        return WireValue.parse(OrderType.class, text);
    }
}
