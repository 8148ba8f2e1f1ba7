package dev.trunkline.tenant.userimport;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.tenant.NamedConstraint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the tables' constraints mean to callers. */
class UserImportConstraints {

    @Produces
    @Singleton
    ConstraintProblem withoutTenant() {
        return new NamedConstraint(
                "user_import_tenant_fk",
                UserImportProblem.TENANT_UNKNOWN,
                "Create the tenant first: PUT /v1/tenants/{tenantId}.");
    }
}
