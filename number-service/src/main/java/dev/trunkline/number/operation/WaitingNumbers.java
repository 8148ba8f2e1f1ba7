package dev.trunkline.number.operation;

import dev.trunkline.contracts.E164Number;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Shows on numbers that they wait for a row. Locked in number order like every set; their revisions stay, or every operation would make
 * the rows of another one stale.
 */
@ApplicationScoped
class WaitingNumbers {

    private static final String MARK =
            """
            with found as (
                select holding_id, number, revision, holding_status
                  from phone_number
                 where tenant_id = ? and number = any(?) and holding_status <> 'gone'
                 order by number
                   for update),
            marked as (
                update phone_number p
                   set activation_state = ?
                  from found f
                 where p.holding_id = f.holding_id and f.holding_status = 'held')
            select number, holding_id, revision from found
            """;

    /** A number that another operation waits for goes on waiting. */
    private static final String UNMARK =
            """
            with found as (
                select p.holding_id
                  from phone_number p
                  join operation_row r on r.holding_id = p.holding_id
                 where r.tenant_id = ? and r.operation_id = ? and r.status = 'pending'
                   and p.tenant_id = ? and p.activation_state = ?
                   and not exists (select
                                     from operation_row other
                                    where other.holding_id = p.holding_id and other.status = 'pending'
                                      and other.operation_id <> r.operation_id)
                 order by p.number
                   for update of p)
            update phone_number p
               set activation_state = 'activated'
              from found f
             where p.holding_id = f.holding_id
            """;

    /** A number as it was when an operation on it was accepted. */
    record Found(UUID holdingId, long revision) {}

    /** Marks the tenant's numbers among these; those that are on their way out are found, and left as they are. */
    Map<E164Number, Found> mark(
            Connection connection, UUID tenantId, Collection<E164Number> numbers, OperationKind kind)
            throws SQLException {
        Map<E164Number, Found> found = new HashMap<>();
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setObject(1, tenantId);
            mark.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", numbers.stream().map(E164Number::digits).toArray(Long[]::new)));
            mark.setString(3, kind.waiting().wire());
            try (ResultSet row = mark.executeQuery()) {
                while (row.next()) {
                    found.put(new E164Number(row.getLong(1)), new Found(row.getObject(2, UUID.class), row.getLong(3)));
                }
            }
        }
        return found;
    }

    /** Takes the mark from the numbers whose rows still wait. */
    void unmark(Connection connection, UUID tenantId, UUID operationId, OperationKind kind) throws SQLException {
        try (PreparedStatement unmark = connection.prepareStatement(UNMARK)) {
            unmark.setObject(1, tenantId);
            unmark.setObject(2, operationId);
            unmark.setObject(3, tenantId);
            unmark.setString(4, kind.waiting().wire());
            unmark.executeUpdate();
        }
    }
}
