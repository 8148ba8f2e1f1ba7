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
 * Reads the numbers of a request as they are when it is accepted. They are neither locked nor changed: what happens to one in the meantime
 * shows in its revision, and that it waits for its row is derived from the row.
 */
@ApplicationScoped
class AcceptedNumbers {

    private static final String FIND =
            "select number, holding_id, revision from phone_number where tenant_id = ? and number = any(?) and holding_status <> 'gone'";

    /** A number as it was when an operation on it was accepted. */
    record Found(UUID holdingId, long revision) {}

    /** The tenant's numbers among these, those on their way out too. */
    Map<E164Number, Found> find(Connection connection, UUID tenantId, Collection<E164Number> numbers)
            throws SQLException {
        Map<E164Number, Found> found = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setObject(1, tenantId);
            find.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", numbers.stream().map(E164Number::digits).toArray(Long[]::new)));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    found.put(new E164Number(row.getLong(1)), new Found(row.getObject(2, UUID.class), row.getLong(3)));
                }
            }
        }
        return found;
    }
}
