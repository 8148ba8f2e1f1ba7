package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of target an account is: domain section 5. */
public enum AccountType implements WireValue {
    USER("user"),
    RESOURCE_ACCOUNT("resourceAccount"),
    CONFERENCE_BRIDGE("conferenceBridge");

    private final String wire;

    AccountType(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static AccountType fromString(String text) {
        return WireValue.parse(AccountType.class, text);
    }
}
