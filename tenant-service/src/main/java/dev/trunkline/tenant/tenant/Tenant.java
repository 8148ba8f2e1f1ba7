package dev.trunkline.tenant.tenant;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.TenantChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An enterprise that keeps users here and enables operators. */
@Entity
@Table(name = "tenant")
class Tenant {

    @Id
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "coexistence_mode")
    private String coexistenceMode;

    @Column(name = "revision")
    private long revision;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate alone. */
    protected Tenant() {}

    Tenant(UUID tenantId, String displayName, CoexistenceMode coexistenceMode, long revision, Instant createdAt) {
        this.tenantId = tenantId;
        this.displayName = displayName;
        this.coexistenceMode = coexistenceMode.wire();
        this.revision = revision;
        this.createdAt = createdAt;
    }

    void change(String newDisplayName, CoexistenceMode newCoexistenceMode, long newRevision) {
        displayName = newDisplayName;
        coexistenceMode = newCoexistenceMode.wire();
        revision = newRevision;
    }

    boolean is(String otherDisplayName, CoexistenceMode otherCoexistenceMode) {
        return displayName.equals(otherDisplayName) && coexistenceMode() == otherCoexistenceMode;
    }

    TenantChanged toEvent() {
        return new TenantChanged(tenantId, revision, displayName, coexistenceMode());
    }

    UUID tenantId() {
        return tenantId;
    }

    String displayName() {
        return displayName;
    }

    CoexistenceMode coexistenceMode() {
        return CoexistenceMode.fromString(coexistenceMode);
    }

    long revision() {
        return revision;
    }

    Instant createdAt() {
        return createdAt;
    }
}
