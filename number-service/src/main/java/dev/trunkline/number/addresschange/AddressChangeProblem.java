package dev.trunkline.number.addresschange;

import dev.trunkline.platform.problem.ProblemType;

/** Problems with requests that the operator change an emergency location. */
enum AddressChangeProblem implements ProblemType {
    REQUEST_UNKNOWN("address-change-request-unknown", 404, "There is no such address change request"),
    NOT_LOCKED("address-not-locked-by-operator", 409, "The operator does not keep the emergency location to itself"),
    REQUEST_OPEN("address-change-request-open", 409, "Another address change request is open"),
    REQUEST_ENDED("address-change-request-ended", 409, "The address change request has ended"),
    REQUEST_REFUSED("address-change-request-refused", 422, "The operator cannot be asked for this location");

    private final String slug;
    private final int status;
    private final String title;

    AddressChangeProblem(String slug, int status, String title) {
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
