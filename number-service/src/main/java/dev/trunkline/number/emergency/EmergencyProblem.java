package dev.trunkline.number.emergency;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with emergency addresses, locations and policies. */
enum EmergencyProblem implements ProblemType {
    ADDRESS_UNKNOWN("emergency-address-unknown", 404, "The tenant has no such emergency address"),
    POLICY_UNKNOWN("emergency-address-policy-unknown", 404, "The operator states no policy for the country"),
    ADDRESS_REFUSED("emergency-address-refused", 422, "The emergency address is not complete"),
    LOCATION_UNKNOWN("emergency-location-unknown", 404, "The address has no such location"),
    ADDRESS_VALIDATED("emergency-address-validated", 409, "The emergency address is validated"),
    ADDRESS_IN_USE("emergency-address-in-use", 409, "Numbers use the emergency address"),
    LOCATION_IN_USE("emergency-location-in-use", 409, "Numbers use the emergency location"),
    DEFAULT_LOCATION("default-emergency-location", 409, "The location is the default one of its address"),
    LOCATIONS_FULL("emergency-locations-full", 409, "The address has as many locations as it can have"),
    COUNTRY_INVALID("country-invalid", 422, "There is no such country"),
    LOCATION_REFUSED("emergency-location-refused", 422, "The number cannot be given this emergency location"),
    LOCKED("address-locked-by-operator", 403, "Only the operator may change the emergency location of this number"),
    CONSENT_REQUIRED("consent-required", 403, "The tenant has not consented to this operator"),
    CONSENT_SUSPENDED("consent-suspended", 403, "The tenant has suspended its consent to this operator");

    private final String slug;
    private final int status;
    private final String title;

    EmergencyProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
