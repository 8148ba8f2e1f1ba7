package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.inventory.TargetKinds;
import dev.trunkline.number.user.Target;
import dev.trunkline.platform.problem.ProblemError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of an assignment: every one that fails is named, not only the first.
 *
 * @param target null while it is unknown
 * @param statedType the type that the request says the number has; null when it does not say
 * @param requestedLocation the location that the request names; null for none
 * @param place where emergency calls would be sent after the assignment; null for nowhere
 * @param primaryTaken whether another number is the target's primary one
 * @param now business time, by which a block may be over
 */
record AssignmentRules(
        PhoneNumber number,
        @Nullable Target target,
        @Nullable NumberType statedType,
        AssignmentCategory category,
        @Nullable UUID requestedLocation,
        @Nullable PlaceOfHelp place,
        boolean primaryTaken,
        Set<String> countriesRequiringLocation,
        LocationRules locationRules,
        Instant now) {

    private static final String NUMBER_ASSIGNED = "number-assigned";

    List<ProblemError> failures() {
        List<ProblemError> failures = new ArrayList<>();
        checkNumber(failures);
        checkLocation(failures);
        Target known = target;
        if (known == null || known.deleted()) {
            failures.add(new ProblemError(
                    "target-unknown",
                    known == null
                            ? "The tenant has no such target. A user made a moment ago is known here in seconds: try"
                                    + " again then."
                            : "The target was deleted; choose another.",
                    "/targetId"));
            return failures;
        }
        checkCapability(failures, known.accountType());
        if (known.accountType() == AccountType.USER) {
            checkUser(failures, known);
        }
        return failures;
    }

    /** Whether a number that is assigned is one of the failures: that is a conflict, not a fault of the request. */
    static boolean isConflict(List<ProblemError> failures) {
        return failures.stream().anyMatch(failure -> failure.code().equals(NUMBER_ASSIGNED));
    }

    private void checkNumber(List<ProblemError> failures) {
        AssignmentCategory present = number.assignment().category();
        if (present != null) {
            failures.add(new ProblemError(
                    NUMBER_ASSIGNED,
                    "The number is assigned to " + number.assignment().targetId() + " as " + present.wire()
                            + ": unassign it first (PUT …/category changes the category alone), or choose another.",
                    null));
        }
        if (number.marks().isBlocked(now)) {
            failures.add(new ProblemError(
                    "assignment-blocked",
                    "The number is kept from being assigned "
                            + (number.marks().blockedUntil() == null
                                    ? "for ever"
                                    : "until " + number.marks().blockedUntil())
                            + ": PUT …/block with none lets it again.",
                    null));
        }
        NumberType type = number.provision().numberType();
        if (statedType != null && statedType != type) {
            failures.add(new ProblemError(
                    "number-type-mismatch",
                    "The number is of type " + type.wire() + ", not " + statedType.wire() + ".",
                    "/numberType"));
        }
        if (number.stage() == HoldingStage.QUARANTINED) {
            failures.add(new ProblemError(
                    "quarantined",
                    "The number was given back and is in quarantine; the operator can deliver it again.",
                    null));
        }
    }

    private void checkCapability(List<ProblemError> failures, AccountType kind) {
        Capability needed = TargetKinds.capabilityFor(kind);
        if (!number.hasCapability(needed)) {
            failures.add(new ProblemError(
                    "capability-mismatch",
                    "A " + kind.wire() + " needs a number with the capability " + needed.wire() + "; this one has "
                            + String.join(", ", number.provision().capabilities()) + ".",
                    "/targetId"));
        }
    }

    private void checkUser(List<ProblemError> failures, Target user) {
        requireLicence(failures, user, "phoneSystem");
        if (number.provision().numberType() == NumberType.CALLING_PLAN) {
            requireLicence(failures, user, "callingPlan");
        }
        if (!user.teamsOnly()) {
            failures.add(new ProblemError(
                    "not-teams-only",
                    "The user is not in the mode teamsOnly; change it for the user or the whole tenant.",
                    "/targetId"));
        }
        if (user.onPremLineUri() != null) {
            failures.add(new ProblemError(
                    "on-prem-number-present",
                    "The user has a number on-premises; clear it there and wait until that is synchronised.",
                    "/targetId"));
        }
        String country = number.provision().country();
        if (!country.equals(user.usageLocation())) {
            failures.add(new ProblemError(
                    "country-mismatch",
                    "The number belongs to " + country + ", the user's usage location is "
                            + (user.usageLocation() == null ? "not set" : user.usageLocation()) + ".",
                    "/targetId"));
        }
        if (primaryTaken && category == AssignmentCategory.PRIMARY) {
            failures.add(primaryNumberPresent());
        }
        if (place == null && requestedLocation == null && countriesRequiringLocation.contains(country)) {
            failures.add(new ProblemError(
                    "emergency-location-required",
                    "Numbers of " + country
                            + " need an emergency location before a user gets them: name one in locationId.",
                    "/locationId"));
        }
    }

    private void checkLocation(List<ProblemError> failures) {
        UUID requested = requestedLocation;
        if (requested != null
                && !number.emergency().allowTenantAddressUpdate()
                && !requested.equals(number.emergency().locationId())) {
            failures.add(new ProblemError(
                    "address-locked-by-operator",
                    "Only the operator may change the emergency location of this number: leave locationId out.",
                    "/locationId"));
        }
        if (requested != null && place == null) {
            failures.add(new ProblemError(
                    "emergency-location-unknown",
                    "The tenant has no such location; GET …/emergency-addresses lists them.",
                    "/locationId"));
        }
        boolean counts = requested != null
                || countriesRequiringLocation.contains(number.provision().country());
        if (place != null && counts) {
            failures.addAll(locationRules.check(
                    place, number.e164(), number.provision().country(), requested == null ? null : "/locationId"));
        }
    }

    private static void requireLicence(List<ProblemError> failures, Target user, String licence) {
        if (!user.licences().contains(licence)) {
            failures.add(new ProblemError(
                    "licence-missing", "The user has no licence " + licence + "; give it one first.", "/targetId"));
        }
    }

    static ProblemError primaryNumberPresent() {
        return new ProblemError(
                "primary-number-present",
                "The user has a primary number; unassign that one, or choose the category private or alternate.",
                "/category");
    }
}
