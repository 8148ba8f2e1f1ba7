package dev.trunkline.number.assignment;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.operation.BulkDecision;
import dev.trunkline.number.operation.BulkRow;
import dev.trunkline.number.operation.BulkWork;
import dev.trunkline.number.operation.OperationKind;
import dev.trunkline.number.operation.RowFields;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
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

    private final UnassignmentAdvice advice;

    UnassignmentRows(UnassignmentAdvice advice) {
        this.advice = advice;
    }

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

    /** Whether there may be something to know before it is unassigned: only Calling Plan numbers are ported away. */
    static boolean mayBeEarly(PhoneNumber number) {
        return number.assignment().isAssigned() && number.provision().numberType() == NumberType.CALLING_PLAN;
    }

    @Override
    public Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) {
        return new Unassigning(connection, tenantId);
    }

    private final class Unassigning implements Batch {

        private final Connection connection;
        private final UUID tenantId;
        private final Map<E164Number, List<NumberWarning>> warnings = new HashMap<>();

        Unassigning(Connection connection, UUID tenantId) {
            this.connection = connection;
            this.tenantId = tenantId;
        }

        @Override
        public void locked(List<Ready> rows) throws SQLException {
            List<E164Number> early = rows.stream()
                    .map(Ready::number)
                    .filter(UnassignmentRows::mayBeEarly)
                    .map(PhoneNumber::e164)
                    .toList();
            warnings.putAll(advice.on(connection, tenantId, early));
        }

        @Override
        public BulkDecision decide(Ready row, Moment now) {
            PhoneNumber number = row.number();
            if (number.assignment().isAssigned() && number.provision().numberSource() == NumberSource.ON_PREMISES) {
                return new BulkDecision.Refused(
                        List.of(new ProblemError("on-prem-number-present", UnassignNumberRequest.ON_PREMISES, null)));
            }
            UnassignNumberRequest request = new UnassignNumberRequest(null, block(row.row()));
            return new BulkDecision.Done(
                    request.carryOut(number, now), warnings.getOrDefault(number.e164(), List.of()));
        }
    }

    private static @Nullable BlockNumberRequest block(BulkRow row) {
        RowFields read = new RowFields(row.fields());
        BlockState block = read.value(BLOCK, BlockState.class);
        return block == null
                ? null
                : new BlockNumberRequest(block, read.number(BLOCK_DAYS, 1, BlockNumberRequest.MOST_DAYS));
    }
}
