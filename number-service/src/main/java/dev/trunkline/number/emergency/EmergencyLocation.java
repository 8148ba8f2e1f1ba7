package dev.trunkline.number.emergency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place within a civic address, a floor or a wing; each address has a default one. */
@Entity
@Table(name = "emergency_location")
class EmergencyLocation {

    @Id
    @Column(name = "location_id")
    private UUID locationId;

    @Column(name = "civic_address_id", updatable = false)
    private UUID civicAddressId;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(name = "description")
    private @Nullable String description;

    @Column(name = "is_default", updatable = false)
    private boolean isDefault;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected EmergencyLocation() {}

    EmergencyLocation(
            UUID locationId, UUID civicAddressId, UUID tenantId, @Nullable String description, boolean isDefault) {
        this.locationId = locationId;
        this.civicAddressId = civicAddressId;
        this.tenantId = tenantId;
        this.description = description;
        this.isDefault = isDefault;
    }

    UUID locationId() {
        return locationId;
    }

    UUID civicAddressId() {
        return civicAddressId;
    }

    UUID tenantId() {
        return tenantId;
    }

    @Nullable
    String description() {
        return description;
    }

    boolean isDefault() {
        return isDefault;
    }
}
