package dev.trunkline.number.emergency;

import dev.trunkline.number.inventory.Moment;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A civic address of a tenant that emergency calls can be sent to. */
@Entity
@Table(name = "civic_address")
class CivicAddress {

    @Id
    @Column(name = "civic_address_id")
    private UUID civicAddressId;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(name = "revision")
    private long revision;

    @Embedded
    private AddressLines lines;

    @Column(name = "validation_status")
    private String validationStatus;

    @Column(name = "findings")
    private List<String> findings;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected CivicAddress() {}

    CivicAddress(UUID civicAddressId, UUID tenantId, AddressLines lines, Moment now) {
        this.civicAddressId = civicAddressId;
        this.tenantId = tenantId;
        this.revision = now.micros();
        this.lines = lines;
        this.validationStatus = ValidationStatus.NOT_VALIDATED.wire();
        this.findings = List.of();
    }

    /** Takes over what the validation found; without findings the address is valid. */
    void judge(List<String> found, Moment now) {
        ValidationStatus next = found.isEmpty() ? ValidationStatus.VALIDATED : ValidationStatus.INVALID;
        if (!validationStatus().canBecome(next)) {
            throw new IllegalStateException("an address that is " + validationStatus() + " cannot become " + next);
        }
        validationStatus = next.wire();
        findings = List.copyOf(found);
        touch(now);
    }

    /** Says something else of the place; what was found against it before counts no more. */
    void edit(AddressLines changed, Moment now) {
        ValidationStatus present = validationStatus();
        if (present != ValidationStatus.NOT_VALIDATED && !present.canBecome(ValidationStatus.NOT_VALIDATED)) {
            throw new IllegalStateException("an address that is " + present + " cannot be edited");
        }
        lines = changed;
        validationStatus = ValidationStatus.NOT_VALIDATED.wire();
        findings = List.of();
        touch(now);
    }

    /** A location was added or taken away. */
    void touch(Moment now) {
        revision = Math.max(revision + 1, now.micros());
    }

    UUID civicAddressId() {
        return civicAddressId;
    }

    UUID tenantId() {
        return tenantId;
    }

    long revision() {
        return revision;
    }

    AddressLines lines() {
        return lines;
    }

    ValidationStatus validationStatus() {
        return ValidationStatus.fromString(validationStatus);
    }

    List<String> findings() {
        return findings;
    }
}
