package dev.trunkline.operator.order;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with an order. The codes of a refused line are problem types too: the first one names the answer. */
public enum OrderProblem implements ProblemType {
    ORDER_NOT_FOUND("order-not-found", 404, "There is no such order"),
    ORDER_STATE("order-state", 409, "The order's state does not allow it"),
    ORDER_UPLOADS_RUNNING("order-uploads-running", 409, "Numbers of the order are still on their way"),
    ORDER_BEING_CANCELLED("order-being-cancelled", 409, "The order is being cancelled"),
    NOTHING_TO_PORT("nothing-to-port", 409, "The order has no numbers to port"),
    CUSTOMER_REFERENCE_TAKEN("customer-reference-taken", 409, "The customer reference belongs to another order"),
    COUNTRY_NOT_CONSENTED("country-not-consented", 422, "The tenant has not consented to a country of the order"),
    SERVICE_NOT_CONSENTED("service-not-consented", 422, "The tenant has not consented to a service of the order"),
    USAGE_NOT_OFFERED("usage-not-offered", 422, "The operator does not offer what a line orders"),
    OPERATOR_NOT_REGISTERED("operator-not-found", 404, "There is no such operator"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist"),
    ORDER_REFUSED("order-refused", 422, "The order cannot be taken as it is");

    private final String slug;
    private final int status;
    private final String title;

    OrderProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    public static ProblemException orderNotFound() {
        return new ProblemException(ORDER_NOT_FOUND, "This operator has no such order; list them with GET …/orders.");
    }

    static ProblemException referenceTaken() {
        return new ProblemException(
                CUSTOMER_REFERENCE_TAKEN,
                "An order of another content has this customerReference. Send that order unchanged to get it, or take a new reference.");
    }

    static ProblemException operatorNotRegistered() {
        return new ProblemException(
                OPERATOR_NOT_REGISTERED, "Have a platform admin register this operator in the directory first.");
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
