package dev.trunkline.tenant.user;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Whose a number is, for lists that ask for it; {@link UserNumberBulkStore} keeps it. */
@Entity
@Immutable
@SuppressWarnings("UnusedVariable") // Only queries read it.
@Table(name = "user_number")
class UserNumber {

    /** A number is in a tenant once. */
    @Embeddable
    record Id(@Column(name = "tenant_id") UUID tenantId, @Column(name = "telephone_number") long telephoneNumber) {}

    @EmbeddedId
    private Id id;

    @Column(name = "user_id")
    private @Nullable UUID userId;

    /** For Hibernate alone. */
    protected UserNumber() {}
}
