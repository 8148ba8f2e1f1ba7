package dev.trunkline.tenant.tenant;

import dev.trunkline.contracts.CoexistenceMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The coexistence modes of tenants, for whatever shows their users. */
@ApplicationScoped
public class TenantModes {

    private final TenantRepository tenants;

    TenantModes(TenantRepository tenants) {
        this.tenants = tenants;
    }

    /** The tenant's mode, in the current transaction; of a tenant that does not exist, what leaves it to each user. */
    public CoexistenceMode of(UUID tenantId) {
        return tenants.findByIdOptional(tenantId).map(Tenant::coexistenceMode).orElse(CoexistenceMode.ISLANDS);
    }
}
