package dev.trunkline.number.command;

import static java.util.Objects.requireNonNull;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.NumbersCommanded.Item;
import dev.trunkline.number.command.Verdict.Done;
import dev.trunkline.number.command.Verdict.NothingToDo;
import dev.trunkline.number.command.Verdict.Refused;
import dev.trunkline.number.delivery.Refusal;
import dev.trunkline.number.delivery.UsageConsent;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.inventory.Provision;
import dev.trunkline.platform.problem.ProblemError;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One command on one number, decided under the number's lock. It touches only the stay that it names, and only as the operator saw it
 * where it says so: a late one never reaches a later stay or a later assignment.
 *
 * @param number the stay that it names; null when there is none
 * @param place the location that it names; null when the tenant has none such
 * @param consent to further usages; null where the command cannot add any
 */
record Command(
        NumbersCommanded all,
        Item item,
        @Nullable PhoneNumber number,
        @Nullable PlaceOfHelp place,
        LocationRules locations,
        @Nullable UsageConsent consent) {

    Verdict carryOut(Moment now) {
        PhoneNumber held = number;
        if (held == null || !isOurs(held)) {
            return new Refused("number-unknown", "You provide no such number to that tenant.");
        }
        if (held.stage() == HoldingStage.GONE || held.stage() == HoldingStage.QUARANTINED) {
            return new Refused("already-released", "The number has left the tenant already.");
        }
        if (now.at().isAfter(all.validUntil())) {
            return new Refused("command-expired", "The command came too late; send it again if it still shall be.");
        }
        return switch (all.command()) {
            case UNASSIGN -> unassign(held, now);
            case RELEASE -> release(held, now);
            case CHANGE_EMERGENCY_LOCATION -> locate(held, now);
            case DESCRIBE -> describe(held, now);
        };
    }

    private boolean isOurs(PhoneNumber held) {
        return held.tenantId().equals(all.tenantId())
                && held.e164().equals(item.telephoneNumber())
                && all.operatorId().equals(held.provision().operatorId());
    }

    private Verdict unassign(PhoneNumber held, Moment now) {
        if (!held.assignment().isAssigned()) {
            return new NothingToDo();
        }
        return hasMoved(held) ? moved() : new Done(held.unassign(now));
    }

    private Verdict release(PhoneNumber held, Moment now) {
        if (held.assignment().isAssigned()) {
            return new Refused(
                    "number-assigned",
                    "The tenant uses the number: unassign it first (POST …/unassign), then release it.");
        }
        return hasMoved(held) ? moved() : new Done(held.releaseByOperator(all.quarantineDays(), now));
    }

    private Verdict locate(PhoneNumber held, Moment now) {
        AddressPolicy policy = held.emergency().policy();
        if (policy != AddressPolicy.OPERATOR_ASSIGNED_TENANT_EDITABLE
                && policy != AddressPolicy.OPERATOR_ASSIGNED_LOCKED) {
            return new Refused(
                    "address-tenant-assigned",
                    "The number was delivered without an address: its tenant alone sets it.");
        }
        if (hasMoved(held)) {
            return moved();
        }
        PlaceOfHelp there = place;
        if (there == null) {
            return new Refused(
                    "address-unknown", "The tenant has no such location; read its validated emergency addresses.");
        }
        List<ProblemError> errors =
                locations.check(there, held.e164(), held.provision().country(), null);
        if (!errors.isEmpty()) {
            return new Refused(errors.get(0).code(), errors.get(0).detail());
        }
        return there.locationId().equals(held.emergency().locationId())
                ? new NothingToDo()
                : new Done(held.locate(there.civicAddressId(), there.locationId(), now));
    }

    private Verdict describe(PhoneNumber held, Moment now) {
        NumbersCommanded.Description wanted = all.description();
        if (wanted == null) {
            return new Refused("command-not-understood", "The command does not say how to describe the number.");
        }
        Provision present = held.provision();
        if (present.describedAs(wanted.city(), wanted.displayedCountryCode(), wanted.additionalUsages())
                .equals(present)) {
            return new NothingToDo();
        }
        if (hasMoved(held)) {
            return moved();
        }
        Set<Usage> usages = EnumSet.of(present.usage());
        usages.addAll(wanted.additionalUsages());
        if (!held.assignment().isPossibleWith(Provision.capabilitiesOf(usages, present.mobile()))) {
            return new Refused(
                    "usage-in-use",
                    "The tenant has the number assigned under a usage that would go; unassign it first.");
        }
        Optional<Refused> refused = furtherUsage(held, usages);
        return refused.isPresent()
                ? refused.get()
                : new Done(held.describe(wanted.city(), wanted.displayedCountryCode(), wanted.additionalUsages(), now));
    }

    /** What speaks against usages that the number has not had so far: the same as would at its delivery. */
    private Optional<Refused> furtherUsage(PhoneNumber held, Set<Usage> usages) {
        Provision present = held.provision();
        Set<OfferedService> further = Provision.servicesOf(usages, present.mobile());
        further.removeIf(service -> present.services().contains(service.wire()));
        if (!further.isEmpty()) {
            Optional<Refusal> refusal = requireNonNull(consent).refusalOf(present.country(), further);
            if (refusal.isPresent()) {
                return refusal.map(why -> new Refused(why.code().wire(), why.detail()));
            }
        }
        boolean usersAnew = usages.contains(Usage.CALLING_USER_ASSIGNMENT)
                && present.usage() != Usage.CALLING_USER_ASSIGNMENT
                && !present.additionalUsages().contains(Usage.CALLING_USER_ASSIGNMENT.wire());
        boolean addressable =
                held.emergency().locationId() != null || held.emergency().policy() == AddressPolicy.TENANT_ASSIGNED;
        return usersAnew && !addressable
                ? Optional.of(new Refused(
                        "address-required",
                        "A user's number needs an emergency address, and this one was delivered without: set its"
                                + " emergency location first, or deliver it anew with an address."))
                : Optional.empty();
    }

    private boolean hasMoved(PhoneNumber held) {
        Long expected = item.expectedRevision();
        return expected != null && expected != held.revision();
    }

    private static Refused moved() {
        return new Refused(
                "changed-since-accepted", "The number has changed since you saw it: read it again and decide anew.");
    }

    /** Whether commands of this kind may need the tenant's consent: then its gate is to be passed before anything is locked. */
    static boolean needsConsent(NumberCommand command) {
        return command == NumberCommand.DESCRIBE;
    }

    /** Whether commands of this kind name a location. */
    static boolean needsPlace(NumberCommand command) {
        return command == NumberCommand.CHANGE_EMERGENCY_LOCATION;
    }
}
