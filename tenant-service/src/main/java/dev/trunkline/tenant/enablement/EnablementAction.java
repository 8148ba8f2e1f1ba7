package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * What the history of an enablement tells of.
 *
 * <p>Public, or the OpenAPI document would name the constants instead of their spelling.
 */
public enum EnablementAction implements WireValue {
    ENABLED("enabled"),
    ENABLED_AGAIN("enabledAgain"),
    COUNTRIES_ADDED("countriesAdded"),
    NOTICE_ACCEPTED("noticeAccepted"),
    CONTACT_CHANGED("contactChanged"),
    SUSPENDED("suspended"),
    RESUMED("resumed"),
    REMOVAL_REQUESTED("removalRequested"),
    REMOVAL_REFUSED("removalRefused"),
    REMOVAL_ACCEPTED("removalAccepted"),
    /** Told the others anew, since they knew of later changes: the database had been restored to a moment before. */
    RESTORED("restored");

    private final String wire;

    EnablementAction(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    static EnablementAction fromString(String text) {
        return WireValue.parse(EnablementAction.class, text);
    }
}
