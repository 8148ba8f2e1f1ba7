package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.problem.ProblemType;

/** What can stand against a change of a consent. */
enum EnablementProblem implements ProblemType {
    ENABLEMENT_UNKNOWN("enablement-unknown", 404, "The tenant has not enabled this operator"),
    REMOVAL_UNKNOWN("removal-unknown", 404, "There is no such removal"),
    COUNTRY_NOT_ENABLED("country-not-enabled", 404, "The operator is not enabled for this country or service"),
    TENANT_UNKNOWN("tenant-unknown", 404, "The tenant does not exist yet"),
    OPERATOR_UNKNOWN("operator-unknown", 422, "No operator of that id is known here"),
    OPERATOR_RETIRED("operator-retired", 422, "The operator takes no new enablements"),
    DATA_TRANSFER_NOTICE_OUTDATED(
            "data-transfer-notice-outdated", 422, "A newer data-transfer notice has to be accepted first"),
    REMOVAL_IN_PROGRESS("removal-in-progress", 409, "A removal is being decided"),
    OPERATOR_REMOVED("operator-removed", 409, "The operator has been removed"),
    USE_REMOVAL("use-removal", 409, "Countries and services are withdrawn by their removal only"),
    LAST_COUNTRY("last-country", 409, "The last country cannot be withdrawn"),
    LAST_SERVICE("last-service", 409, "The last service of a country cannot be withdrawn"),
    CONCURRENT_CHANGE("concurrent-change", 409, "Somebody else changed the same at the same moment"),
    NUMBERS_REMAIN("numbers-remain", 409, "Numbers of the operator remain in the tenant");

    private final String slug;
    private final int status;
    private final String title;

    EnablementProblem(String slug, int status, String title) {
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
