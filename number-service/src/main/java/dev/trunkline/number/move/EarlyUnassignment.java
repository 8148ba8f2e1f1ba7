package dev.trunkline.number.move;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.assignment.UnassignmentAdvice;
import dev.trunkline.number.inventory.NumberWarning;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Warns whoever unassigns a Calling Plan number that an operator is to take over before it is ported. */
@ApplicationScoped
class EarlyUnassignment implements UnassignmentAdvice {

    static final String CODE = "unassigned-before-ported";

    private static final NumberWarning WARNING = new NumberWarning(
            CODE,
            "The number is to be moved to an operator and is not ported yet: unassigned now, it is out of service until it"
                    + " has arrived. Assign it again until the operator's order is ported.");

    private static final String NOT_PORTED =
            """
            select n.number
              from unnest(?) as n(number)
             where exists (select from move_number m
                            where m.tenant_id = ? and m.number = n.number and m.active and m.step = 'porting')
                or exists (select from porting_number p
                            where p.tenant_id = ? and p.number = n.number and p.stage in ('submitted', 'accepted', 'porting'))
                   and not exists (select from porting_number p
                                    where p.tenant_id = ? and p.number = n.number
                                      and p.stage in ('ported', 'fulfilling', 'completed'))
            """;

    @Override
    public Map<E164Number, List<NumberWarning>> on(Connection connection, UUID tenantId, Collection<E164Number> numbers)
            throws SQLException {
        Map<E164Number, List<NumberWarning>> warnings = new HashMap<>();
        if (numbers.isEmpty()) {
            return warnings;
        }
        try (PreparedStatement select = connection.prepareStatement(NOT_PORTED)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", numbers.stream().map(E164Number::digits).toArray(Long[]::new)));
            select.setObject(2, tenantId);
            select.setObject(3, tenantId);
            select.setObject(4, tenantId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    warnings.put(new E164Number(row.getLong(1)), List.of(WARNING));
                }
            }
        }
        return warnings;
    }
}
