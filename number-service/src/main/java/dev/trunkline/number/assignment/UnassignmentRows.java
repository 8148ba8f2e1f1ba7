package dev.trunkline.number.assignment;

import dev.trunkline.contracts.NumberSource;
import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.number.operation.BulkDecision;
import dev.trunkline.number.operation.BulkRow;
import dev.trunkline.number.operation.BulkWork;
import dev.trunkline.number.operation.OperationKind;
import dev.trunkline.number.operation.RowFields;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes numbers from their targets in sets, whatever became of the targets. */
@ApplicationScoped
class UnassignmentRows implements BulkWork {

    private static final String BLOCK = "block";
    private static final String BLOCK_DAYS = "blockDays";

    @Override
    public OperationKind kind() {
        return OperationKind.UNASSIGNMENTS;
    }

    @Override
    public Set<String> fields() {
        return Set.of(NUMBER, BLOCK, BLOCK_DAYS);
    }

    @Override
    public Set<String> countingFields() {
        return Set.of(BLOCK_DAYS);
    }

    @Override
    public List<ProblemError> faults(Map<String, String> fields) {
        RowFields read = new RowFields(fields);
        BlockState block = read.value(BLOCK, BlockState.class);
        Integer days = read.number(BLOCK_DAYS, 1, BlockNumberRequest.MOST_DAYS);
        if ((block == BlockState.UNTIL) != (days != null) && read.faults().isEmpty()) {
            read.fail("invalid", BLOCK_DAYS + " belongs to the block until, and to no other.", BLOCK_DAYS);
        }
        return read.faults();
    }

    @Override
    public Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) {
        return (row, now) -> {
            if (row.number().assignment().isAssigned()
                    && row.number().provision().numberSource() == NumberSource.ON_PREMISES) {
                return new BulkDecision.Refused(
                        List.of(new ProblemError("on-prem-number-present", UnassignNumberRequest.ON_PREMISES, null)));
            }
            UnassignNumberRequest request = new UnassignNumberRequest(null, block(row.row()));
            return new BulkDecision.Done(request.carryOut(row.number(), now));
        };
    }

    private static @Nullable BlockNumberRequest block(BulkRow row) {
        RowFields read = new RowFields(row.fields());
        BlockState block = read.value(BLOCK, BlockState.class);
        return block == null
                ? null
                : new BlockNumberRequest(block, read.number(BLOCK_DAYS, 1, BlockNumberRequest.MOST_DAYS));
    }
}
