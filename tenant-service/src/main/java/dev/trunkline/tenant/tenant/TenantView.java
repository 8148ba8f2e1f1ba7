package dev.trunkline.tenant.tenant;

import dev.trunkline.contracts.CoexistenceMode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant. */
@Schema(name = "Tenant")
record TenantView(UUID tenantId, String displayName, CoexistenceMode coexistenceMode, Instant createdAt) {

    static TenantView of(Tenant tenant) {
        return new TenantView(tenant.tenantId(), tenant.displayName(), tenant.coexistenceMode(), tenant.createdAt());
    }
}
