package dev.trunkline.operator.consent;

import dev.trunkline.platform.problem.ProblemType;

/** What can be missing of a consent. */
public enum ConsentProblem implements ProblemType {
    CONSENT_NOT_FOUND("consent-not-found", 404, "There is no such consent"),
    CONSENT_REQUIRED("consent-required", 403, "The tenant has not consented to this operator"),
    CONSENT_SUSPENDED("consent-suspended", 403, "The tenant has suspended its consent"),
    CONSENT_ENDED("consent-ended", 409, "The consent was removed"),
    RELATIONSHIP_STATE("customer-relationship-state", 409, "The customer relationship does not allow it"),
    COMMENT_REQUIRED("comment-required", 422, "The step needs a comment"),
    AGREEMENT_REQUIRED("agreement-required", 403, "The agreement with the tenant is not signed");

    private final String slug;
    private final int status;
    private final String title;

    ConsentProblem(String slug, int status, String title) {
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
