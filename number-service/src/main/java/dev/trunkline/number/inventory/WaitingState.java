package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import java.util.UUID;

/**
 * What a number shows while rows of bulk operations wait for it, by the operation that was accepted last. Derived from the rows, so that
 * neither to accept an operation nor to cancel it writes a number.
 */
final class WaitingState {

    private static final String LAST_ACCEPTED =
            """
            (select case o.kind when 'assignments' then 'assignmentPending' else 'updatePending' end
               from operation_row r
               join operation o on o.operation_id = r.operation_id and o.status = 'running'
              where r.status = 'pending' and r.tenant_id = %1$s and r.holding_id = %2$s
              order by o.accepted_at desc, o.operation_id desc
              limit 1)
            """;

    /** An expression over a row of {@code phone_number}. */
    static final String OF_ROW = LAST_ACCEPTED.formatted("phone_number.tenant_id", "phone_number.holding_id");

    /** A statement with the parameters {@code tenant} and {@code holding}; null when nothing waits. */
    static final String OF_HOLDING = "select " + LAST_ACCEPTED.formatted(":tenant", ":holding");

    private static final String WAITS =
            """
            holding_id in (select r.holding_id
                             from operation o
                             join operation_row r on r.operation_id = o.operation_id and r.status = 'pending'
                            where o.tenant_id = ? and o.status = 'running')
            """;

    /** As the index of them has it. */
    private static final String FAILED = "activation_state in ('assignmentFailed', 'updateFailed')";

    private WaitingState() {}

    /** Narrows to the tenant's numbers that show the state. */
    static void narrow(SqlCondition condition, UUID tenantId, ActivationState shown) {
        switch (shown) {
            case ASSIGNMENT_PENDING, UPDATE_PENDING ->
                condition.and(WAITS, tenantId).and(OF_ROW + " = ?", shown.wire());
            case ASSIGNMENT_FAILED, UPDATE_FAILED ->
                condition.and(FAILED).equal("activation_state", shown.wire()).and("not " + WAITS, tenantId);
            case ACTIVATED -> condition.and("not " + FAILED).and("not " + WAITS, tenantId);
        }
    }
}
