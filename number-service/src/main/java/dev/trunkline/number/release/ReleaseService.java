package dev.trunkline.number.release;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's wish to give a number back; the operator decides. Within the caller's transaction. */
@ApplicationScoped
class ReleaseService {

    private final NumberService numbers;
    private final NumberChanges changes;
    private final BusinessClock clock;
    private final Caller caller;

    ReleaseService(NumberService numbers, NumberChanges changes, BusinessClock clock, Caller caller) {
        this.numbers = numbers;
        this.changes = changes;
        this.clock = clock;
        this.caller = caller;
    }

    NumberView request(UUID tenantId, String telephoneNumber, @Nullable String reason, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (number.stage() == HoldingStage.RELEASE_REQUESTED) {
            return numbers.view(number);
        }
        refuseUnlessReleasable(number);
        changes.publish(author(reason), number.requestRelease(Ids.next(), Moment.of(clock)));
        return numbers.view(number);
    }

    NumberView withdraw(UUID tenantId, String telephoneNumber, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, ifMatch);
        if (number.stage() != HoldingStage.RELEASE_REQUESTED) {
            throw new ProblemException(
                    ReleaseProblem.RELEASE_NOT_REQUESTED,
                    "There is no open request to withdraw: the operator may have decided it; the number's history tells.");
        }
        changes.publish(author(null), number.withdrawRelease(Moment.of(clock)));
        return numbers.view(number);
    }

    private static void refuseUnlessReleasable(PhoneNumber number) {
        if (number.stage() == HoldingStage.QUARANTINED) {
            throw new ProblemException(
                    NumberProblem.NUMBER_QUARANTINED,
                    "The number was given back already; there is nothing left to do.");
        }
        if (number.provision().numberType() != NumberType.OPERATOR_CONNECT) {
            throw new ProblemException(
                    ReleaseProblem.RELEASE_NOT_SUPPORTED,
                    "The number is of type " + number.provision().numberType().wire()
                            + ", which no operator here provides; give it back where it came from.");
        }
        if (number.assignment().isAssigned()) {
            throw new ProblemException(
                    NumberProblem.NUMBER_ASSIGNED,
                    "The number is assigned to " + number.assignment().targetId()
                            + ": unassign it first (POST …/unassign), then release it.");
        }
    }

    private Author author(@Nullable String reason) {
        return new Author(caller.subject(), reason, caller.correlationId());
    }
}
