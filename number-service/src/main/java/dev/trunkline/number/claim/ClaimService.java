package dev.trunkline.number.claim;

import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a claim off the tenant's list, for example one that was listed under the wrong type. Within the caller's transaction. */
@ApplicationScoped
class ClaimService {

    private final NumberService numbers;
    private final NumberChanges changes;
    private final BusinessClock clock;
    private final Caller caller;

    ClaimService(NumberService numbers, NumberChanges changes, BusinessClock clock, Caller caller) {
        this.numbers = numbers;
        this.changes = changes;
        this.clock = clock;
        this.caller = caller;
    }

    void drop(UUID tenantId, String telephoneNumber, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, null);
        EntityTags.requireMatch(ifMatch, number.revision());
        if (number.provision().numberType() == NumberType.OPERATOR_CONNECT) {
            throw new ProblemException(
                    ClaimProblem.NOT_A_CLAIM, "An operator delivered the number: release it (POST …/release).");
        }
        if (number.assignment().isAssigned()) {
            throw new ProblemException(
                    NumberProblem.NUMBER_ASSIGNED,
                    "The number is assigned to " + number.assignment().targetId()
                            + ": unassign it first (POST …/unassign).");
        }
        changes.publish(new Author(caller.subject(), null, caller.correlationId()), number.drop(Moment.of(clock)));
    }
}
