package dev.trunkline.tenant.tenant;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.tenant.NamedConstraint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the tables' constraints mean to callers. */
class TenantConstraints {

    @Produces
    @Singleton
    ConstraintProblem createdTwice() {
        return new NamedConstraint(
                "tenant_pk",
                TenantProblem.CONCURRENT_CHANGE,
                "The tenant was created a moment ago: read it, decide anew and send its ETag in If-Match.");
    }
}
