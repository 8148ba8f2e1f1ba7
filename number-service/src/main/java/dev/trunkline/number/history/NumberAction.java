package dev.trunkline.number.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/** What can happen to a number. */
public enum NumberAction implements WireValue {
    ACQUIRED("acquired"),
    IMPORTED("imported"),
    ASSIGNED("assigned"),
    UNASSIGNED("unassigned"),
    CATEGORY_CHANGED("categoryChanged"),
    USAGE_CHANGED("usageChanged"),
    DESCRIPTION_CHANGED("descriptionChanged"),
    BLOCK_CHANGED("blockChanged"),
    TAGS_CHANGED("tagsChanged"),
    EMERGENCY_LOCATION_CHANGED("emergencyLocationChanged"),
    RELEASE_REQUESTED("releaseRequested"),
    RELEASE_WITHDRAWN("releaseWithdrawn"),
    RELEASE_REFUSED("releaseRefused"),
    QUARANTINED("quarantined"),
    RELEASED("released"),
    QUARANTINE_ENDED("quarantineEnded"),
    CONVERTED("converted"),
    DROPPED("dropped");

    private final String wire;

    NumberAction(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static NumberAction fromString(String text) {
        return WireValue.parse(NumberAction.class, text);
    }
}
