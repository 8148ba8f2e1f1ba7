package dev.trunkline.operator.order;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The lines of orders, and what of them has arrived. */
final class OrderLineStore {

    private OrderLineStore() {}

    /** The numbers that the lines of an order name and that have not arrived for it, by line. */
    static Map<Integer, List<E164Number>> missingNumbers(Connection connection, UUID operatorId, UUID orderId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select l.line, n.telephone_number
                from order_lines l
                cross join unnest(l.telephone_numbers) with ordinality as n (telephone_number, position)
                where l.order_id = ? and l.operator_id = ?
                  and not exists (select 1 from order_deliveries d
                                  where d.order_id = l.order_id and d.telephone_number = n.telephone_number)
                order by l.line, n.position
                """)) {
            statement.setObject(1, orderId);
            statement.setObject(2, operatorId);
            Map<Integer, List<E164Number>> missing = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    missing.computeIfAbsent(rows.getInt("line"), line -> new ArrayList<>())
                            .add(new E164Number(rows.getLong("telephone_number")));
                }
            }
            return missing;
        }
    }

    static Map<UUID, List<OrderLine>> lines(Connection connection, Collection<UUID> orderIds) throws SQLException {
        Map<UUID, List<OrderLine>> lines = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select order_id, line, country, usage, quantity, telephone_numbers, delivered, country_epoch
                from order_lines
                where order_id = any (?)
                order by order_id, line
                """)) {
            Columns.setArray(connection, statement, 1, "uuid", orderIds);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Long> numbers = Columns.longs(rows, "telephone_numbers");
                    lines.computeIfAbsent(Columns.requiredUuid(rows, "order_id"), id -> new ArrayList<>())
                            .add(new OrderLine(
                                    rows.getInt("line"),
                                    Columns.text(rows, "country"),
                                    Columns.wire(rows, "usage", Usage.class),
                                    rows.getInt("quantity"),
                                    numbers == null
                                            ? null
                                            : numbers.stream()
                                                    .map(E164Number::new)
                                                    .toList(),
                                    rows.getInt("delivered"),
                                    rows.getObject("country_epoch", Integer.class)));
                }
            }
        }
        return lines;
    }

    static void insert(Connection connection, Order.Terms terms) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into order_lines (order_id, line, operator_id, tenant_id, country, usage, quantity, telephone_numbers,
                    country_epoch)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (OrderLine line : terms.lines()) {
                statement.setObject(1, terms.orderId());
                statement.setInt(2, line.line());
                statement.setObject(3, terms.operatorId());
                statement.setObject(4, terms.tenantId());
                statement.setString(5, line.country());
                statement.setString(6, line.usage().wire());
                statement.setInt(7, line.quantity());
                List<E164Number> numbers = line.telephoneNumbers();
                if (numbers == null) {
                    statement.setNull(8, Types.ARRAY);
                } else {
                    Columns.setArray(
                            connection,
                            statement,
                            8,
                            "bigint",
                            numbers.stream().map(E164Number::digits).toList());
                }
                statement.setObject(9, line.countryEpoch());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
