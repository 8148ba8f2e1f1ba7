package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why a row of an upload was not delivered; stable: domain section 6. */
public enum RowCode implements WireValue {
    INVALID_NUMBER("invalid-number"),
    DUPLICATE_IN_UPLOAD("duplicate-in-upload"),
    NOT_IN_ORDER("not-in-order"),
    COUNTRY_NOT_IN_ORDER("country-not-in-order"),
    QUANTITY_EXCEEDED("quantity-exceeded"),
    USAGE_NOT_OFFERED("usage-not-offered"),
    TOLL_FREE_USER_USAGE("toll-free-user-usage"),
    DISPLAYED_COUNTRY_REQUIRED("displayed-country-required"),
    CONSENT_REQUIRED("consent-required"),
    CONSENT_SUSPENDED("consent-suspended"),
    COUNTRY_NOT_CONSENTED("country-not-consented"),
    SERVICE_NOT_CONSENTED("service-not-consented"),
    AGREEMENT_REQUIRED("agreement-required"),
    POLICY_MISMATCH("policy-mismatch"),
    ADDRESS_REQUIRED("address-required"),
    ADDRESS_UNKNOWN("address-unknown"),
    ADDRESS_NOT_VALIDATED("address-not-validated"),
    ADDRESS_COUNTRY_MISMATCH("address-country-mismatch"),
    ADDRESS_AREA_MISMATCH("address-area-mismatch"),
    ALREADY_DELIVERED("already-delivered"),
    STILL_ASSIGNED_CALLING_PLAN("still-assigned-callingPlan"),
    STILL_ASSIGNED_DIRECT_ROUTING("still-assigned-directRouting"),
    QUARANTINED("quarantined"),
    NUMBER_UNAVAILABLE("number-unavailable"),
    INVALID_FIELD("invalid-field"),
    ORDER_CANCELLED("order-cancelled"),
    /** Of an upload that is to be delivered whole or not at all: nothing is wrong with this row, but with another. */
    ATOMIC_REFUSED("atomic-refused");

    private final String wire;

    RowCode(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static RowCode fromString(String text) {
        return WireValue.parse(RowCode.class, text);
    }
}
