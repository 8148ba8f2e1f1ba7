package dev.trunkline.number.release;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.operation.BulkDecision;
import dev.trunkline.number.operation.BulkRow;
import dev.trunkline.number.operation.BulkWork;
import dev.trunkline.number.operation.OperationKind;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks for the release of numbers in sets; of one whose release is requested already there is nothing to ask. */
@ApplicationScoped
class ReleaseRows implements BulkWork {

    @Override
    public OperationKind kind() {
        return OperationKind.RELEASES;
    }

    @Override
    public Set<String> fields() {
        return Set.of(NUMBER);
    }

    @Override
    public List<ProblemError> faults(Map<String, String> fields) {
        return List.of();
    }

    @Override
    public Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) {
        return (row, now) -> {
            if (row.number().stage() == HoldingStage.RELEASE_REQUESTED) {
                return BulkDecision.Done.with(List.of());
            }
            List<ProblemError> failures = failures(row.number());
            return failures.isEmpty()
                    ? BulkDecision.Done.with(List.of(row.number().requestRelease(Ids.next(), now)))
                    : new BulkDecision.Refused(failures);
        };
    }

    private static List<ProblemError> failures(PhoneNumber number) {
        List<ProblemError> failures = new ArrayList<>();
        if (number.stage() == HoldingStage.QUARANTINED) {
            failures.add(new ProblemError("quarantined", "The number was given back already.", null));
        }
        if (number.provision().numberType() != NumberType.OPERATOR_CONNECT) {
            failures.add(new ProblemError(
                    "release-not-supported",
                    "The number is of type " + number.provision().numberType().wire()
                            + ", which no operator here provides; give it back where it came from.",
                    null));
        }
        if (number.assignment().isAssigned()) {
            failures.add(new ProblemError(
                    "number-assigned",
                    "The number is assigned to " + number.assignment().targetId() + ": unassign it first.",
                    null));
        }
        return failures;
    }
}
