package dev.trunkline.tenant.user;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.tenant.NamedConstraint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the tables' constraints mean to callers. */
class UserConstraints {

    @Produces
    @Singleton
    ConstraintProblem createdTwice() {
        return new NamedConstraint(
                "user_account_pk",
                UserProblem.CONCURRENT_CHANGE,
                "The user was created a moment ago: read it, decide anew and send its ETag in If-Match.");
    }

    @Produces
    @Singleton
    ConstraintProblem nameTaken() {
        return new NamedConstraint(
                "user_account_principal_name",
                UserProblem.USER_PRINCIPAL_NAME_TAKEN,
                "Find that user with GET …/users?userPrincipalName=, or choose another name.");
    }

    @Produces
    @Singleton
    ConstraintProblem withoutTenant() {
        return new NamedConstraint(
                "user_account_tenant_fk",
                UserProblem.TENANT_UNKNOWN,
                "Create the tenant first: PUT /v1/tenants/{tenantId}.");
    }
}
