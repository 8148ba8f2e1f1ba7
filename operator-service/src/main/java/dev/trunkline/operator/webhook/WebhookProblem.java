package dev.trunkline.operator.webhook;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with a webhook. */
enum WebhookProblem implements ProblemType {
    WEBHOOK_NOT_FOUND("webhook-not-found", 404, "There is no such webhook"),
    DELIVERY_NOT_FOUND("webhook-delivery-not-found", 404, "There is no such delivery"),
    DELIVERY_UNDER_WAY("webhook-delivery-under-way", 409, "The delivery is still being tried"),
    TOO_MANY_WEBHOOKS("too-many-webhooks", 409, "The operator has as many webhooks as it may"),
    TARGET_REFUSED("webhook-target-refused", 422, "Nothing can be sent to that address"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist");

    private final String slug;
    private final int status;
    private final String title;

    WebhookProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException webhookNotFound() {
        return new ProblemException(
                WEBHOOK_NOT_FOUND, "This operator has no such webhook; list them with GET …/webhooks.");
    }

    static ProblemException deliveryNotFound() {
        return new ProblemException(
                DELIVERY_NOT_FOUND,
                "This webhook has no such delivery; list them with GET …/webhooks/{webhookId}/deliveries.");
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
