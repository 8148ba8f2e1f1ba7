package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far an order is: domain section 6. */
public enum OrderStage implements WireValue {
    SUBMITTED("submitted"),
    ACCEPTED("accepted"),
    PORTING("porting"),
    PORTED("ported"),
    FULFILLING("fulfilling"),
    COMPLETED("completed"),
    REJECTED("rejected"),
    CANCELLED("cancelled");

    private final String wire;

    OrderStage(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OrderStage fromString(String text) {
        return WireValue.parse(OrderStage.class, text);
    }
}
