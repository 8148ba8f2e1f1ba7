package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.number.history.NumberAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a telephone number in a tenant. A later stay of the same number is another aggregate with another holding id and higher
 * revisions.
 *
 * <p>Behaviours are called under the row's lock and check the state machines only ({@link HoldingStage}, {@link Assignment}); what
 * else must be true is the calling service's question, so that it can answer with all reasons at once.
 */
@Entity
@DynamicUpdate
@Table(name = "phone_number")
public class PhoneNumber extends Holding {

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected PhoneNumber() {}

    PhoneNumber(
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
        super(
                holdingId,
                tenantId,
                number,
                revision,
                holdingStatus,
                activationState,
                portInStatus,
                provision,
                assignment,
                release,
                emergency,
                marks);
    }

    /**
     * A number that an operator delivers.
     *
     * @param formerRevision the highest revision of any earlier stay of the number; 0 for none
     */
    public static PhoneNumber delivered(
            UUID holdingId,
            UUID tenantId,
            E164Number number,
            long formerRevision,
            @Nullable PortInStatus portInStatus,
            Provision provision,
            EmergencySetting emergency,
            Moment now) {
        return new PhoneNumber(
                holdingId,
                tenantId,
                number,
                now.revisionAfter(formerRevision),
                HoldingStatus.HELD,
                ActivationState.ACTIVATED,
                portInStatus,
                provision,
                Assignment.NONE,
                ReleaseState.NONE,
                emergency,
                TenantMarks.NONE);
    }

    /** A number that the tenant has from elsewhere and lists here; the same rules but no operator. */
    public static PhoneNumber claimed(
            UUID holdingId, UUID tenantId, E164Number number, long formerRevision, Provision provision, Moment now) {
        return delivered(
                holdingId,
                tenantId,
                number,
                formerRevision,
                null,
                provision,
                new EmergencySetting(null, true, null, null),
                now);
    }

    /** The change with which a delivered number begins its stay. */
    public NumberChange acquired() {
        return begun(NumberAction.ACQUIRED);
    }

    /** The change with which a claim begins. */
    public NumberChange imported() {
        return begun(NumberAction.IMPORTED);
    }

    private NumberChange begun(NumberAction action) {
        return new NumberChange(action, tenantId(), provision.enablementEpoch(), null, snapshot());
    }

    /** Gives the unassigned number to a target; a release request is withdrawn by a call of its own before. */
    public NumberChange assignTo(UUID targetId, AccountType kind, AssignmentCategory category, Moment now) {
        require(stage() == HoldingStage.IN_SERVICE, "assigned");
        Assignment next = Assignment.to(targetId, kind, category);
        require(Assignment.canBecome(assignment.status(), next.status()), "assigned");
        NumberSnapshot before = snapshot();
        assignment = next;
        // A block that is over leaves no trace on a number that was given to somebody since.
        marks = marks.unblocked();
        return changed(NumberAction.ASSIGNED, before, now);
    }

    /** Takes the number from its target. */
    public NumberChange unassign(Moment now) {
        require(assignment.isAssigned(), "unassigned");
        NumberSnapshot before = snapshot();
        assignment = Assignment.NONE;
        return changed(NumberAction.UNASSIGNED, before, now);
    }

    /** Makes it another of its target's numbers; it never stops being assigned. */
    public NumberChange recategorize(AssignmentCategory category, Moment now) {
        require(assignment.isAssigned(), "recategorized");
        NumberSnapshot before = snapshot();
        assignment = new Assignment(assignment.status(), assignment.targetId(), category);
        return changed(NumberAction.CATEGORY_CHANGED, before, now);
    }

    /** Exchanges its usage for one of its additional ones. */
    public NumberChange use(Usage usage, Moment now) {
        require(stage() == HoldingStage.IN_SERVICE || stage() == HoldingStage.RELEASE_REQUESTED, "used otherwise");
        require(!assignment.isAssigned() && provision.additionalUsages().contains(usage.wire()), "used otherwise");
        NumberSnapshot before = snapshot();
        provision = provision.usedFor(usage);
        return changed(NumberAction.USAGE_CHANGED, before, now);
    }

    /** Is described by its operator as that says, whole; a usage that its present assignment needs must stay. */
    public NumberChange describe(
            @Nullable String city, @Nullable String displayedCountryCode, List<Usage> additionalUsages, Moment now) {
        Provision next = provision.describedAs(city, displayedCountryCode, additionalUsages);
        require(holdingStatus == HoldingStatus.HELD && assignment.isPossibleWith(next.capabilities()), "described so");
        NumberSnapshot before = snapshot();
        provision = next;
        return changed(NumberAction.DESCRIPTION_CHANGED, before, now);
    }

    /** Keeps the unassigned number from being assigned, or lets it again. */
    public NumberChange block(BlockState state, int days, Moment now) {
        require(!assignment.isAssigned() && holdingStatus == HoldingStatus.HELD, "blocked");
        NumberSnapshot before = snapshot();
        marks = switch (state) {
            case NONE -> marks.unblocked();
            case FOREVER -> marks.blockedForever();
            case UNTIL -> marks.blockedFor(days, now.at());
        };
        return changed(NumberAction.BLOCK_CHANGED, before, now);
    }

    public NumberChange tag(List<String> tags, Moment now) {
        require(holdingStatus == HoldingStatus.HELD, "tagged");
        NumberSnapshot before = snapshot();
        marks = marks.tagged(tags);
        return changed(NumberAction.TAGS_CHANGED, before, now);
    }

    /** Sends emergency calls of the number elsewhere. */
    public NumberChange locate(UUID civicAddressId, UUID locationId, Moment now) {
        require(holdingStatus == HoldingStatus.HELD, "located");
        NumberSnapshot before = snapshot();
        emergency = emergency.at(civicAddressId, locationId);
        return changed(NumberAction.EMERGENCY_LOCATION_CHANGED, before, now);
    }

    /** Asks the operator to take the number back. */
    public NumberChange requestRelease(UUID requestId, Moment now) {
        require(!assignment.isAssigned(), "released");
        NumberSnapshot before = become(HoldingStage.RELEASE_REQUESTED);
        release = ReleaseState.requested(requestId, now.at());
        return changed(NumberAction.RELEASE_REQUESTED, before, now);
    }

    public NumberChange withdrawRelease(Moment now) {
        NumberSnapshot before = become(HoldingStage.IN_SERVICE);
        release = ReleaseState.NONE;
        return changed(NumberAction.RELEASE_WITHDRAWN, before, now);
    }

    public NumberChange refuseRelease(Moment now) {
        NumberSnapshot before = become(HoldingStage.IN_SERVICE);
        release = ReleaseState.NONE;
        return changed(NumberAction.RELEASE_REFUSED, before, now);
    }

    /**
     * The operator takes the number back.
     *
     * @param quarantineDays 0 to 365; with 0 the number is gone at once
     */
    public NumberChange confirmRelease(int quarantineDays, Moment now) {
        require(stage() == HoldingStage.RELEASE_REQUESTED, "confirmed");
        return leave(quarantineDays, now);
    }

    /**
     * The operator takes its unassigned number back of its own accord; a request of the tenant is answered by it.
     *
     * @param quarantineDays 0 to 365; with 0 the number is gone at once
     */
    public NumberChange releaseByOperator(int quarantineDays, Moment now) {
        require(holdingStatus == HoldingStatus.HELD && !assignment.isAssigned(), "released");
        return leave(quarantineDays, now);
    }

    private NumberChange leave(int quarantineDays, Moment now) {
        if (quarantineDays == 0) {
            return end(NumberAction.RELEASED, now);
        }
        NumberSnapshot before = become(HoldingStage.QUARANTINED);
        holdingStatus = HoldingStatus.QUARANTINED;
        release = ReleaseState.quarantined(now.at().plus(Duration.ofDays(quarantineDays)));
        return changed(NumberAction.QUARANTINED, before, now);
    }

    /** The quarantine is over: its time has come, or the tenant is given the number again. */
    public NumberChange endQuarantine(Moment now) {
        require(stage() == HoldingStage.QUARANTINED, "taken out of quarantine");
        return end(NumberAction.QUARANTINE_ENDED, now);
    }

    /** A claim of a number of another type ends, because an operator delivers the number. */
    public NumberChange convert(Moment now) {
        require(stage() == HoldingStage.IN_SERVICE && !assignment.isAssigned(), "converted");
        return end(NumberAction.CONVERTED, now);
    }

    /** The tenant takes a claim off its list. */
    public NumberChange drop(Moment now) {
        require(
                stage() == HoldingStage.IN_SERVICE
                        && !assignment.isAssigned()
                        && provision.numberType() != NumberType.OPERATOR_CONNECT,
                "dropped");
        return end(NumberAction.DROPPED, now);
    }

    private NumberChange end(NumberAction action, Moment now) {
        NumberSnapshot before = become(HoldingStage.GONE);
        holdingStatus = HoldingStatus.GONE;
        release = ReleaseState.NONE;
        emergency = emergency.nowhere();
        marks = TenantMarks.NONE;
        return changed(action, before, now);
    }

    private NumberSnapshot become(HoldingStage next) {
        require(stage().canBecome(next), next.name());
        return snapshot();
    }

    private NumberChange changed(NumberAction action, NumberSnapshot before, Moment now) {
        revision = now.revisionAfter(revision);
        activationState = ActivationState.ACTIVATED;
        return new NumberChange(action, tenantId(), provision.enablementEpoch(), before, snapshot());
    }

    /** For rows that Hibernate did not read. */
    PhoneNumber disputed(boolean now) {
        disputed = now;
        return this;
    }

    PhoneNumber waiting(@Nullable ActivationState now) {
        waiting = now;
        return this;
    }
}
