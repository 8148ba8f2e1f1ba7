package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Number of people of an enterprise, as the contact form asks for it. */
public enum CompanySize implements WireValue {
    L1_U1("L1_U1"),
    L2_U9("L2_U9"),
    L10_U49("L10_U49"),
    L50_U249("L50_U249"),
    L250_U999("L250_U999"),
    L1000_U4999("L1000_U4999"),
    L5000_U9999("L5000_U9999"),
    L10000("L10000");

    private final String wire;

    CompanySize(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CompanySize fromString(String text) {
        return WireValue.parse(CompanySize.class, text);
    }
}
