package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.platform.time.BusinessClock;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A user, a resource account or a conference bridge. Deleted, it is only remembered. */
@Entity
@Table(name = "user_account")
class UserAccount {

    /** Unique within its tenant. */
    @Embeddable
    record Id(@Column(name = "tenant_id") UUID tenantId, @Column(name = "user_id") UUID userId) {}

    @EmbeddedId
    private Id id;

    @Column(name = "revision")
    private long revision;

    @Column(name = "status")
    private String status;

    @Column(name = "account_type")
    private String accountType;

    @Column(name = "user_principal_name")
    private @Nullable String userPrincipalName;

    @Column(name = "display_name")
    private @Nullable String displayName;

    @Column(name = "usage_location")
    private @Nullable String usageLocation;

    @Column(name = "licences", columnDefinition = "text[]")
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] licences;

    @Column(name = "coexistence_mode")
    private @Nullable String coexistenceMode;

    @Column(name = "on_prem_line_uri")
    private @Nullable String onPremLineUri;

    @Column(name = "registrar_pool")
    private @Nullable String registrarPool;

    @Column(name = "online_voice_routing_policy")
    private @Nullable String onlineVoiceRoutingPolicy;

    @Column(name = "default_number")
    private @Nullable Long defaultNumber;

    /** Revision with which it was created, the last time: who missed a deletion knows by it that there was one. */
    @Column(name = "incarnation")
    private long incarnation;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_modified_on")
    private Instant lastModifiedOn;

    /** For Hibernate alone. */
    protected UserAccount() {}

    UserAccount(Id id, UserProfile profile, BusinessClock.Reading at) {
        this.id = id;
        this.createdAt = at.now();
        this.incarnation = at.nextRevision();
        this.accountType = profile.accountType().wire();
        fill(profile, at);
    }

    void change(UserProfile profile, BusinessClock.Reading at) {
        fill(profile, at);
    }

    /** Comes back after a deletion, perhaps as another kind of account; the revision goes on. */
    void createAgain(UserProfile profile, BusinessClock.Reading at) {
        createdAt = at.now();
        incarnation = at.nextRevision();
        accountType = profile.accountType().wire();
        fill(profile, at);
    }

    /** Forgets everything but that there was an account of that kind. */
    void delete(BusinessClock.Reading at) {
        status = UserStatus.DELETED.wire();
        userPrincipalName = null;
        displayName = null;
        usageLocation = null;
        licences = new String[0];
        coexistenceMode = null;
        onPremLineUri = null;
        registrarPool = null;
        onlineVoiceRoutingPolicy = null;
        defaultNumber = null;
        revision = at.nextRevision();
        lastModifiedOn = at.now();
    }

    private void fill(UserProfile profile, BusinessClock.Reading at) {
        status = UserStatus.ACTIVE.wire();
        userPrincipalName = profile.userPrincipalName();
        displayName = profile.displayName();
        usageLocation = profile.usageLocation();
        licences = profile.licences().toArray(String[]::new);
        CoexistenceMode mode = profile.coexistenceMode();
        coexistenceMode = mode == null ? null : mode.wire();
        onPremLineUri = profile.onPremLineUri();
        registrarPool = profile.registrarPool();
        onlineVoiceRoutingPolicy = profile.onlineVoiceRoutingPolicy();
        E164Number number = profile.defaultTelephoneNumber();
        defaultNumber = number == null ? null : number.digits();
        revision = at.nextRevision();
        lastModifiedOn = at.now();
    }

    boolean isActive() {
        return status.equals(UserStatus.ACTIVE.wire());
    }

    /** What is said of it now; only while it is active. */
    UserProfile profile() {
        return new UserProfile(
                Objects.requireNonNull(userPrincipalName),
                Objects.requireNonNull(displayName),
                accountType(),
                Objects.requireNonNull(usageLocation),
                licences(),
                ownCoexistenceMode(),
                onPremLineUri,
                registrarPool,
                onlineVoiceRoutingPolicy,
                defaultNumber == null ? null : new E164Number(defaultNumber));
    }

    UserChanged toEvent() {
        return new UserChanged(
                id.tenantId(),
                id.userId(),
                revision,
                UserStatus.fromString(status),
                accountType(),
                usageLocation,
                licences(),
                ownCoexistenceMode(),
                onPremLineUri,
                onlineVoiceRoutingPolicy != null,
                incarnation);
    }

    private @Nullable CoexistenceMode ownCoexistenceMode() {
        return coexistenceMode == null ? null : CoexistenceMode.fromString(coexistenceMode);
    }

    private List<String> licences() {
        return Arrays.asList(licences);
    }

    AccountType accountType() {
        return AccountType.fromString(accountType);
    }

    UUID userId() {
        return id.userId();
    }

    long revision() {
        return revision;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastModifiedOn() {
        return lastModifiedOn;
    }
}
