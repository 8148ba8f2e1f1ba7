package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import java.util.UUID;

/**
 * What a number shows while rows of bulk operations wait for it, by the operation that was accepted last. Derived from the rows, so that
 * neither to accept an operation nor to cancel it writes a number.
 */
final class WaitingState {

    /** For Hibernate, which takes the bare column for one of the entity. */
    static final String OF_ENTITY =
            """
            (select case o.kind when 'assignments' then 'assignmentPending' else 'updatePending' end
               from operation_row r
               join operation o on o.operation_id = r.operation_id
              where r.status = 'pending' and r.holding_id = holding_id
              order by o.accepted_at desc, o.operation_id desc
              limit 1)
            """;

    static final String OF_ROW = OF_ENTITY.replace("= holding_id", "= phone_number.holding_id");

    private static final String WAITS =
            """
            holding_id in (select r.holding_id
                             from operation o
                             join operation_row r on r.operation_id = o.operation_id and r.status = 'pending'
                            where o.tenant_id = ? and o.status = 'running')
            """;

    private static final String FAILED =
            """
            holding_id in (select r.holding_id
                             from operation_row r
                            where r.tenant_id = ? and r.status = 'failed' and r.holding_id is not null)
            """;

    private WaitingState() {}

    /** Narrows to the tenant's numbers that show the state; those that wait or have failed are found by their rows. */
    static void narrow(SqlCondition condition, UUID tenantId, ActivationState shown) {
        switch (shown) {
            case ASSIGNMENT_PENDING, UPDATE_PENDING ->
                condition.and(WAITS, tenantId).and(OF_ROW + " = ?", shown.wire());
            case ASSIGNMENT_FAILED, UPDATE_FAILED ->
                condition.and(FAILED, tenantId).and("not " + WAITS, tenantId).equal("activation_state", shown.wire());
            case ACTIVATED ->
                condition
                        .and("not " + WAITS, tenantId)
                        .and(
                                "activation_state not in (?, ?)",
                                ActivationState.ASSIGNMENT_FAILED.wire(),
                                ActivationState.UPDATE_FAILED.wire());
        }
    }
}
