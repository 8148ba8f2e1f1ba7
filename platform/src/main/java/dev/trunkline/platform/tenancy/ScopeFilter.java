package dev.trunkline.platform.tenancy;

import dev.trunkline.platform.audit.ForeignAccess;
import dev.trunkline.platform.problem.StatusProblems;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Uuids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass whose token is for the tenant or the operator in its path; roles were checked before. What is another's is answered
 * exactly like what is unknown.
 *
 * <p>A platform admin passes everywhere. Where a path names both, one of them must be the caller's, and only that one is in scope: the
 * service decides about the other and enters it by {@link DataScope}.
 */
@ApplicationScoped
class ScopeFilter {

    private static final String TENANT = "tenantId";
    private static final String OPERATOR = "operatorId";

    private final Caller caller;
    private final PathScope scope;

    ScopeFilter(Caller caller, PathScope scope) {
        this.caller = caller;
        this.scope = scope;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo resource) {
        UUID tenant = idIn(request, TENANT);
        UUID operator = idIn(request, OPERATOR);
        if (caller.isPlatformAdmin()) {
            scope.allow(caller.subject(), tenant, operator);
            return;
        }
        UUID ownTenant = tenant != null && tenant.equals(caller.tenantId()) ? tenant : null;
        UUID ownOperator = operator != null && operator.equals(caller.operatorId()) ? operator : null;
        boolean nothingOwned = ownTenant == null && ownOperator == null;
        if (nothingOwned
                && !isUnscoped(resource)
                && (tenant != null || (operator != null && caller.operatorId() != null))) {
            ForeignAccess.mark(request);
            throw StatusProblems.notFound();
        }
        scope.allow(caller.subject(), ownTenant, ownOperator);
    }

    private static boolean isUnscoped(ResourceInfo resource) {
        return resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(Unscoped.class);
    }

    private static @Nullable UUID idIn(ContainerRequestContext request, String parameter) {
        String text = request.getUriInfo().getPathParameters().getFirst(parameter);
        return text == null ? null : Uuids.parse(text).orElseThrow(StatusProblems::notFound);
    }
}
