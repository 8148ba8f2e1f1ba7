package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes single facts of a number that a tenant decides on alone, within the caller's transaction. */
@ApplicationScoped
class NumberSettingsService {

    private final NumberService numbers;
    private final NumberChanges changes;
    private final BusinessClock clock;
    private final Caller caller;

    NumberSettingsService(NumberService numbers, NumberChanges changes, BusinessClock clock, Caller caller) {
        this.numbers = numbers;
        this.changes = changes;
        this.clock = clock;
        this.caller = caller;
    }

    /** The number never stops being assigned; that a user has one primary number the index sees to. */
    NumberView recategorize(
            UUID tenantId, String telephoneNumber, AssignmentCategory category, @Nullable String ifMatch) {
        PhoneNumber number = lock(tenantId, telephoneNumber, ifMatch);
        UUID target = number.assignment().targetId();
        if (target == null) {
            throw new ProblemException(
                    AssignmentProblem.NUMBER_NOT_ASSIGNED,
                    "Only an assigned number has a category: assign it and name the category with it.");
        }
        if (category == number.assignment().category()) {
            return numbers.view(number);
        }
        if (category == AssignmentCategory.PRIMARY
                && number.assignment().status() == AssignmentStatus.USER_ASSIGNED
                && numbers.hasPrimaryNumber(tenantId, target)) {
            throw new ProblemException(
                    AssignmentProblem.ASSIGNMENT_REFUSED,
                    "The assignment is refused for the reasons in errors.",
                    List.of(AssignmentRules.primaryNumberPresent()));
        }
        return publish(number, number.recategorize(category, Moment.of(clock)));
    }

    NumberView use(UUID tenantId, String telephoneNumber, Usage usage, @Nullable String ifMatch) {
        PhoneNumber number = lock(tenantId, telephoneNumber, ifMatch);
        if (usage == number.provision().usage()) {
            return numbers.view(number);
        }
        List<ProblemError> failures = new ArrayList<>();
        if (!number.provision().additionalUsages().contains(usage.wire())) {
            failures.add(new ProblemError(
                    "usage-not-available",
                    "The number has besides " + number.provision().usage().wire() + " "
                            + (number.provision().additionalUsages().isEmpty()
                                    ? "no other usage"
                                    : "only "
                                            + String.join(
                                                    ", ", number.provision().additionalUsages()))
                            + ".",
                    "/usage"));
        }
        refuse(number, failures, AssignmentProblem.USAGE_REFUSED);
        return publish(number, number.use(usage, Moment.of(clock)));
    }

    NumberView block(UUID tenantId, String telephoneNumber, BlockNumberRequest request, @Nullable String ifMatch) {
        request.requireDaysWhereNeeded("");
        PhoneNumber number = lock(tenantId, telephoneNumber, ifMatch);
        refuse(number, new ArrayList<>(), NumberProblem.NUMBER_ASSIGNED);
        return publish(number, number.block(request.block(), request.daysOrNone(), Moment.of(clock)));
    }

    NumberView tag(UUID tenantId, String telephoneNumber, List<String> tags, @Nullable String ifMatch) {
        PhoneNumber number = lock(tenantId, telephoneNumber, ifMatch);
        if (number.stage() == HoldingStage.QUARANTINED) {
            throw quarantined();
        }
        return publish(number, number.tag(tags, Moment.of(clock)));
    }

    /** All that speaks against a change which an assigned number or one that has left does not bear. */
    private static void refuse(PhoneNumber number, List<ProblemError> failures, ProblemType otherwise) {
        if (number.stage() == HoldingStage.QUARANTINED) {
            throw quarantined();
        }
        if (number.assignment().isAssigned()) {
            failures.add(
                    0,
                    new ProblemError(
                            "number-assigned",
                            "The number is assigned to " + number.assignment().targetId() + ": unassign it first.",
                            null));
            throw new ProblemException(
                    NumberProblem.NUMBER_ASSIGNED, "Correct all that errors names, then send it again.", failures);
        }
        if (!failures.isEmpty()) {
            throw new ProblemException(otherwise, "Correct what errors names, then send it again.", failures);
        }
    }

    private static ProblemException quarantined() {
        return new ProblemException(
                NumberProblem.NUMBER_QUARANTINED, "The number was given back; there is nothing to set on it any more.");
    }

    private PhoneNumber lock(UUID tenantId, String telephoneNumber, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, null);
        EntityTags.requireMatch(ifMatch, number.revision());
        return number;
    }

    private NumberView publish(PhoneNumber number, NumberChange change) {
        changes.publish(new Author(caller.subject(), null, caller.correlationId()), change);
        return numbers.view(number);
    }
}
