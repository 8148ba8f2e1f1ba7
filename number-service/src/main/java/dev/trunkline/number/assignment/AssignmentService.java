package dev.trunkline.number.assignment;

import dev.trunkline.contracts.NumberSource;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
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
    private final UnassignmentAdvice advice;
    private final DataSource dataSource;
    private final BusinessClock clock;
    private final Caller caller;
    private final AssignmentConfig config;

    AssignmentService(
            NumberService numbers,
            Targets targets,
            PlacesOfHelp places,
            LocationRules locationRules,
            NumberChanges changes,
            UnassignmentAdvice advice,
            DataSource dataSource,
            BusinessClock clock,
            Caller caller,
            AssignmentConfig config) {
        this.numbers = numbers;
        this.targets = targets;
        this.places = places;
        this.locationRules = locationRules;
        this.changes = changes;
        this.advice = advice;
        this.dataSource = dataSource;
        this.clock = clock;
        this.caller = caller;
        this.config = config;
    }

    NumberView assign(UUID tenantId, String telephoneNumber, AssignNumberRequest request, @Nullable String ifMatch) {
        Optional<Target> target = targets.hold(tenantId, request.targetId());
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (request.isDoneFor(number)) {
            return numbers.view(number);
        }
        Optional<PlaceOfHelp> place = place(tenantId, number, request);
        List<ProblemError> failures = new AssignmentRules(
                        number,
                        target.orElse(null),
                        request.numberType(),
                        request.effectiveCategory(),
                        request.locationId(),
                        place.orElse(null),
                        numbers.hasPrimaryNumber(tenantId, request.targetId()),
                        config.countriesRequiringEmergencyLocation(),
                        locationRules,
                        number.marks().blockedUntil() == null ? Instant.MAX : clock.now())
                .failures();
        refuse(failures);
        List<NumberChange> done = request.carryOut(number, target.orElseThrow(), place.orElse(null), Moment.of(clock));
        changes.publish(author(null), done.toArray(NumberChange[]::new));
        return numbers.view(number);
    }

    NumberView unassign(
            UUID tenantId, String telephoneNumber, UnassignNumberRequest request, @Nullable String ifMatch) {
        if (request.block() != null) {
            request.block().requireDaysWhereNeeded("/block");
        }
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (number.assignment().isAssigned() && number.provision().numberSource() == NumberSource.ON_PREMISES) {
            throw new ProblemException(AssignmentProblem.ON_PREM_NUMBER_PRESENT, UnassignNumberRequest.ON_PREMISES);
        }
        List<NumberWarning> warnings = warnings(number);
        List<NumberChange> done = request.carryOut(number, Moment.of(clock));
        if (!done.isEmpty()) {
            changes.publish(author(request.reason()), done.toArray(NumberChange[]::new));
        }
        return numbers.view(number, warnings);
    }

    private List<NumberWarning> warnings(PhoneNumber number) {
        if (!UnassignmentRows.mayBeEarly(number)) {
            return List.of();
        }
        // Enlisted in the current transaction, which sees the tenant's rows alone.
        try (Connection connection = dataSource.getConnection()) {
            return advice.on(connection, number.tenantId(), List.of(number.e164()))
                    .getOrDefault(number.e164(), List.of());
        } catch (SQLException e) {
            throw new IllegalStateException("the number's move could not be read", e);
        }
    }

    private static void refuse(List<ProblemError> failures) {
        if (!failures.isEmpty()) {
            throw new ProblemException(
                    AssignmentRules.isConflict(failures)
                            ? NumberProblem.NUMBER_ASSIGNED
                            : AssignmentProblem.ASSIGNMENT_REFUSED,
                    "The assignment is refused for the reasons in errors.",
                    failures);
        }
    }

    private Optional<PlaceOfHelp> place(UUID tenantId, PhoneNumber number, AssignNumberRequest request) {
        UUID locationId = request.locationId() == null ? number.emergency().locationId() : request.locationId();
        return locationId == null ? Optional.empty() : places.find(tenantId, locationId);
    }

    private Author author(@Nullable String reason) {
        return new Author(caller.subject(), reason, caller.correlationId());
    }
}
