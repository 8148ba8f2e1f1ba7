package dev.trunkline.number.assignment;

import dev.trunkline.contracts.NumberSource;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assigns numbers and takes them back, within the caller's transaction.
 *
 * <p>Locks in the order of the house: the target's row is held shared first, then the number's is locked. A deletion of the user that
 * comes meanwhile waits, and takes the number back afterwards.
 */
@ApplicationScoped
class AssignmentService {

    private final NumberService numbers;
    private final Targets targets;
    private final PlacesOfHelp places;
    private final LocationRules locationRules;
    private final NumberChanges changes;
    private final BusinessClock clock;
    private final Caller caller;
    private final AssignmentConfig config;

    AssignmentService(
            NumberService numbers,
            Targets targets,
            PlacesOfHelp places,
            LocationRules locationRules,
            NumberChanges changes,
            BusinessClock clock,
            Caller caller,
            AssignmentConfig config) {
        this.numbers = numbers;
        this.targets = targets;
        this.places = places;
        this.locationRules = locationRules;
        this.changes = changes;
        this.clock = clock;
        this.caller = caller;
        this.config = config;
    }

    NumberView assign(UUID tenantId, String telephoneNumber, AssignNumberRequest request, @Nullable String ifMatch) {
        Optional<Target> target = targets.hold(tenantId, request.targetId());
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (isAssignedAsRequested(number, request)) {
            return numbers.view(number);
        }
        refuseWhenAssigned(number);
        refuseUnlessAllowed(tenantId, number, target.orElse(null), request);
        carryOut(tenantId, number, target.orElseThrow(), request);
        return numbers.view(number);
    }

    NumberView unassign(UUID tenantId, String telephoneNumber, @Nullable String reason, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (!number.assignment().isAssigned()) {
            return numbers.view(number);
        }
        if (number.provision().numberSource() == NumberSource.ON_PREMISES) {
            throw new ProblemException(
                    AssignmentProblem.ON_PREM_NUMBER_PRESENT,
                    "Clear the number on-premises; it is taken back here as soon as the user record shows the line empty.");
        }
        changes.publish(author(reason), number.unassign(Moment.of(clock)));
        return numbers.view(number);
    }

    private static boolean isAssignedAsRequested(PhoneNumber number, AssignNumberRequest request) {
        return number.assignment().isAssigned()
                && request.targetId().equals(number.assignment().targetId())
                && request.effectiveCategory() == number.assignment().category()
                && (request.numberType() == null
                        || request.numberType() == number.provision().numberType())
                && (request.locationId() == null
                        || request.locationId().equals(number.emergency().locationId()));
    }

    private static void refuseWhenAssigned(PhoneNumber number) {
        if (number.assignment().isAssigned()) {
            throw new ProblemException(
                    NumberProblem.NUMBER_ASSIGNED,
                    "The number is assigned to " + number.assignment().targetId() + " as "
                            + Objects.requireNonNull(number.assignment().category())
                                    .wire()
                            + ": unassign it first, or choose another.");
        }
    }

    private void refuseUnlessAllowed(
            UUID tenantId, PhoneNumber number, @Nullable Target target, AssignNumberRequest request) {
        List<ProblemError> failures = new AssignmentRules(
                        number,
                        target,
                        request.numberType(),
                        request.effectiveCategory(),
                        request.locationId(),
                        place(tenantId, number, request).orElse(null),
                        numbers.hasPrimaryNumber(tenantId, request.targetId()),
                        config.countriesRequiringEmergencyLocation(),
                        locationRules)
                .failures();
        if (!failures.isEmpty()) {
            throw new ProblemException(
                    AssignmentProblem.ASSIGNMENT_REFUSED,
                    "The assignment is refused for the reasons in errors.",
                    failures);
        }
    }

    private Optional<PlaceOfHelp> place(UUID tenantId, PhoneNumber number, AssignNumberRequest request) {
        UUID locationId = request.locationId() == null ? number.emergency().locationId() : request.locationId();
        return locationId == null ? Optional.empty() : places.find(tenantId, locationId);
    }

    private void carryOut(UUID tenantId, PhoneNumber number, Target target, AssignNumberRequest request) {
        Moment now = Moment.of(clock);
        List<NumberChange> done = new ArrayList<>();
        if (number.stage() == HoldingStage.RELEASE_REQUESTED) {
            done.add(number.withdrawRelease(now));
        }
        UUID locationId = request.locationId();
        if (locationId != null && !locationId.equals(number.emergency().locationId())) {
            PlaceOfHelp place = places.find(tenantId, locationId).orElseThrow();
            done.add(number.locate(place.civicAddressId(), locationId, now));
        }
        done.add(number.assignTo(target.userId(), target.accountType(), request.effectiveCategory(), now));
        changes.publish(author(null), done.toArray(NumberChange[]::new));
    }

    private Author author(@Nullable String reason) {
        return new Author(caller.subject(), reason, caller.correlationId());
    }
}
