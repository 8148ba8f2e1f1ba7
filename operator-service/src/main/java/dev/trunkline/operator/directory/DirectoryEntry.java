package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An operator as the directory shows it. Its identity is {@code operatorId}; it is never deleted. */
@Entity
@Table(name = "operators")
class DirectoryEntry {

    @Id
    @Column(name = "operator_id")
    private UUID operatorId;

    @Column(name = "name")
    private String name;

    @Column(name = "website")
    private String website;

    @Column(name = "logo_url")
    private @Nullable String logoUrl;

    @Column(name = "description")
    private @Nullable String description;

    @Column(name = "support_contact")
    private String supportContact;

    @Column(name = "status")
    @Convert(converter = OperatorStatusColumn.class)
    private OperatorStatus status;

    @Column(name = "offers")
    @JdbcTypeCode(SqlTypes.JSON)
    private List<CountryOffer> offers;

    @Column(name = "quarantine_days")
    private int quarantineDays;

    @Column(name = "requires_signed_agreement")
    private boolean requiresSignedAgreement;

    @Column(name = "auto_confirm_releases")
    private boolean autoConfirmReleases;

    @Column(name = "revision")
    private long revision;

    protected DirectoryEntry() {}

    /** A new operator, listed. */
    static DirectoryEntry register(UUID operatorId, PutOperatorRequest request, long revision) {
        DirectoryEntry entry = new DirectoryEntry();
        entry.operatorId = operatorId;
        entry.status = OperatorStatus.LISTED;
        entry.describe(request, revision);
        return entry;
    }

    /** Replaces all that the operator says of itself; what is left out falls back to its default. */
    final void describe(PutOperatorRequest request, long newRevision) {
        name = request.name();
        website = request.website();
        logoUrl = request.logoUrl();
        description = request.description();
        supportContact = request.supportContact();
        offers = request.offers();
        quarantineDays = request.quarantineDaysOrDefault();
        requiresSignedAgreement = Boolean.TRUE.equals(request.requiresSignedAgreement());
        autoConfirmReleases = Boolean.TRUE.equals(request.autoConfirmReleases());
        revision = newRevision;
    }

    /**
     * No new enablements from now on; existing ones go on.
     *
     * @return whether that is new
     */
    boolean retire(long newRevision) {
        if (status == OperatorStatus.RETIRED) {
            return false;
        }
        status = OperatorStatus.RETIRED;
        revision = newRevision;
        return true;
    }

    UUID operatorId() {
        return operatorId;
    }

    String name() {
        return name;
    }

    long revision() {
        return revision;
    }

    OperatorView view() {
        return OperatorView.of(changed());
    }

    OperatorChanged changed() {
        return new OperatorChanged(
                operatorId,
                revision,
                name,
                website,
                logoUrl,
                description,
                supportContact,
                status,
                offers,
                quarantineDays,
                requiresSignedAgreement,
                autoConfirmReleases);
    }
}
