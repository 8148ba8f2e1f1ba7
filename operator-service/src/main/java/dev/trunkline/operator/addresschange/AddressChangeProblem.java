package dev.trunkline.operator.addresschange;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with the decision on an address change request. */
enum AddressChangeProblem implements ProblemType {
    REQUEST_NOT_FOUND("address-change-request-not-found", 404, "There is no such address change request"),
    REQUEST_ENDED("address-change-request-ended", 409, "The address change request has ended"),
    BEING_DECIDED("address-change-being-decided", 409, "The address change request is being decided otherwise"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist");

    private final String slug;
    private final int status;
    private final String title;

    AddressChangeProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException requestNotFound() {
        return new ProblemException(
                REQUEST_NOT_FOUND, "This operator has no such request; list them with GET …/address-change-requests.");
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
