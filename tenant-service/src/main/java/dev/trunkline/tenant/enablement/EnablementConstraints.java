package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.tenant.NamedConstraint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the tables' constraints mean to callers. */
class EnablementConstraints {

    @Produces
    @Singleton
    ConstraintProblem enabledTwice() {
        return new NamedConstraint(
                "enablement_pk",
                EnablementProblem.CONCURRENT_CHANGE,
                "The operator was enabled a moment ago: read the enablement, decide anew and send its ETag in If-Match.");
    }

    @Produces
    @Singleton
    ConstraintProblem withoutTenant() {
        return new NamedConstraint(
                "enablement_tenant_fk",
                EnablementProblem.TENANT_UNKNOWN,
                "Create the tenant first: PUT /v1/tenants/{tenantId}.");
    }
}
