package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.event.NumberSnapshot;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** What is known of one stay of a telephone number in a tenant: who has it, from where, and the facts that clients filter on. */
@MappedSuperclass
abstract class Holding {

    @Id
    @Column(name = "holding_id")
    private UUID holdingId;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(name = "number", updatable = false)
    private long number;

    @Column(name = "revision")
    long revision;

    @Column(name = "holding_status")
    HoldingStatus holdingStatus;

    @Column(name = "activation_state")
    ActivationState activationState;

    @Column(name = "port_in_status")
    @Nullable
    PortInStatus portInStatus;

    @Embedded
    Provision provision;

    @Embedded
    Assignment assignment;

    @Embedded
    @Nullable
    ReleaseState release;

    @Embedded
    EmergencySetting emergency;

    @Embedded
    TenantMarks marks;

    /** Never stored: a claim is disputed for as long as somebody else has the number delivered, whoever came first. */
    @Formula("case when number_type = 'operatorConnect' then false else is_held_elsewhere(number, tenant_id) end")
    boolean disputed;

    /** Never stored, nor known before somebody looks ({@link WaitingState}). */
    @Transient
    @Nullable
    ActivationState waiting;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Holding() {}

    Holding(
            UUID holdingId,
            UUID tenantId,
            E164Number number,
            long revision,
            HoldingStatus holdingStatus,
            ActivationState activationState,
            @Nullable PortInStatus portInStatus,
            Provision provision,
            Assignment assignment,
            ReleaseState release,
            EmergencySetting emergency,
            TenantMarks marks) {
        this.holdingId = holdingId;
        this.tenantId = tenantId;
        this.number = number.digits();
        this.revision = revision;
        this.holdingStatus = holdingStatus;
        this.activationState = activationState;
        this.portInStatus = portInStatus;
        this.provision = provision;
        this.assignment = assignment;
        this.release = release;
        this.emergency = emergency;
        this.marks = marks;
    }

    /** Refuses what the state machines do not have. */
    final void require(boolean legal, String what) {
        if (!legal) {
            throw new IllegalStateException(
                    "a number that is " + stage() + " and " + assignment.status() + " cannot be " + what);
        }
    }

    /**
     * Shows how its row of a bulk operation ended. No change of the number: its revision stays, or every operation would make the rows of
     * another one stale.
     */
    public void showOutcome(ActivationState state) {
        activationState = state;
    }

    public HoldingStage stage() {
        return switch (holdingStatus) {
            case GONE -> HoldingStage.GONE;
            case QUARANTINED -> HoldingStage.QUARANTINED;
            case HELD ->
                release().status() == ReleaseStatus.RELEASE_REQUESTED
                        ? HoldingStage.RELEASE_REQUESTED
                        : HoldingStage.IN_SERVICE;
        };
    }

    /** The whole public state. */
    public NumberSnapshot snapshot() {
        return NumberState.of(this);
    }

    public boolean hasCapability(Capability capability) {
        return provision.capabilities().contains(capability.wire());
    }

    public UUID holdingId() {
        return holdingId;
    }

    public UUID tenantId() {
        return tenantId;
    }

    public E164Number e164() {
        return new E164Number(number);
    }

    public long revision() {
        return revision;
    }

    public HoldingStatus holdingStatus() {
        return holdingStatus;
    }

    /** How its last row of a bulk operation ended; release 0.1 also stored that it waits for one. */
    public ActivationState activationState() {
        return activationState;
    }

    /** What it shows: what it waits for, else how its last row ended. */
    ActivationState shownActivation() {
        if (waiting != null) {
            return waiting;
        }
        return activationState.isPending() ? ActivationState.ACTIVATED : activationState;
    }

    @Nullable
    PortInStatus portInStatus() {
        return portInStatus;
    }

    public Provision provision() {
        return provision;
    }

    public Assignment assignment() {
        return assignment;
    }

    /** Hibernate makes no embeddable when all its columns are null. */
    public ReleaseState release() {
        return release == null ? ReleaseState.NONE : release;
    }

    public EmergencySetting emergency() {
        return emergency;
    }

    public TenantMarks marks() {
        return marks;
    }

    boolean disputed() {
        return disputed;
    }
}
