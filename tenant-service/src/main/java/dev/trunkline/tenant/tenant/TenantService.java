package dev.trunkline.tenant.tenant;

import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tenants say of themselves. */
@ApplicationScoped
class TenantService {

    private final TenantRepository tenants;
    private final BusinessClock clock;
    private final Outbox outbox;

    TenantService(TenantRepository tenants, BusinessClock clock, Outbox outbox) {
        this.tenants = tenants;
        this.clock = clock;
        this.outbox = outbox;
    }

    /**
     * A tenant after a request.
     *
     * @param created whether it came into being by it
     */
    record Answer(TenantView view, long revision, boolean created) {}

    @Transactional
    Answer put(UUID tenantId, PutTenantRequest request, @Nullable String ifMatch) {
        Tenant tenant = tenants.lock(tenantId).orElse(null);
        requireUnchanged(request, tenantId, tenant);
        if (tenant == null) {
            Tenant created = new Tenant(
                    tenantId, request.displayName(), request.coexistenceMode(), clock.nextRevision(0), clock.now());
            tenants.persistAndFlush(created);
            outbox.append(created.toEvent());
            return new Answer(TenantView.of(created), created.revision(), true);
        }
        EntityTags.requireMatch(ifMatch, tenant.revision());
        if (!tenant.is(request.displayName(), request.coexistenceMode())) {
            tenant.change(request.displayName(), request.coexistenceMode(), clock.nextRevision(tenant.revision()));
            outbox.append(tenant.toEvent());
        }
        return new Answer(TenantView.of(tenant), tenant.revision(), false);
    }

    @Transactional
    Answer get(UUID tenantId) {
        Tenant tenant = tenants.findByIdOptional(tenantId)
                .orElseThrow(() -> new ProblemException(
                        TenantProblem.TENANT_UNKNOWN, "Create the tenant first: PUT /v1/tenants/" + tenantId + "."));
        return new Answer(TenantView.of(tenant), tenant.revision(), false);
    }

    private static void requireUnchanged(PutTenantRequest request, UUID tenantId, @Nullable Tenant present) {
        List<ProblemError> errors = new ArrayList<>();
        String detail = "Leave this member out, or send it as it was read.";
        if (request.tenantId() != null && !request.tenantId().equals(tenantId)) {
            errors.add(new ProblemError("read-only", detail, "/tenantId"));
        }
        if (request.createdAt() != null
                && (present == null || !request.createdAt().equals(present.createdAt()))) {
            errors.add(new ProblemError("read-only", detail, "/createdAt"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    PlatformProblem.VALIDATION_FAILED, "Read-only members cannot be changed.", errors);
        }
    }
}
