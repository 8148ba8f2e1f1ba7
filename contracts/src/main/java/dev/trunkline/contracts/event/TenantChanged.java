package dev.trunkline.contracts.event;

import dev.trunkline.contracts.CoexistenceMode;
import java.util.UUID;

/**
 * A tenant, whole, after a change.
 */
public record TenantChanged(UUID tenantId, long revision, String displayName, CoexistenceMode coexistenceMode)
        implements Event {

    @Override
    public EventType type() {
        return EventType.TENANT_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }
}
