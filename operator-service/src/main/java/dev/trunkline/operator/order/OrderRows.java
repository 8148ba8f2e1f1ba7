package dev.trunkline.operator.order;

import dev.trunkline.contracts.OrderType;
import dev.trunkline.operator.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads orders with their lines and steps. */
final class OrderRows {

    static final String SELECT =
            """
            select order_id, operator_id, tenant_id, type, status, enablement_epoch, customer_reference, requested_date,
                   porting_date, created_at, version, cancellation_id, cancellation_by, cancellation_reason
            from orders
            """;

    private OrderRows() {}

    /** The orders that a statement which begins with {@link #SELECT} finds, whole. */
    static List<Order> read(Connection connection, PreparedStatement statement) throws SQLException {
        record Head(OrderStatus status, Order.@Nullable Cancellation cancellation, long version, Order.Terms terms) {}
        Map<UUID, Head> heads = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Order.Terms terms = termsWithoutLines(rows);
                heads.put(
                        terms.orderId(),
                        new Head(
                                Columns.wire(rows, "status", OrderStatus.class),
                                cancellation(rows),
                                rows.getLong("version"),
                                terms));
            }
        }
        Map<UUID, List<OrderLine>> lines = OrderLineStore.lines(connection, heads.keySet());
        Map<UUID, List<OrderStep>> steps = steps(connection, heads.keySet());
        List<Order> orders = new ArrayList<>();
        heads.forEach((orderId, head) -> orders.add(Order.stored(
                withLines(head.terms(), lines.getOrDefault(orderId, List.of())),
                head.status(),
                head.cancellation(),
                head.version(),
                steps.getOrDefault(orderId, List.of()))));
        return orders;
    }

    private static Order.Terms termsWithoutLines(ResultSet row) throws SQLException {
        return new Order.Terms(
                Columns.requiredUuid(row, "order_id"),
                Columns.requiredUuid(row, "operator_id"),
                Columns.requiredUuid(row, "tenant_id"),
                Columns.wire(row, "type", OrderType.class),
                row.getInt("enablement_epoch"),
                List.of(),
                row.getString("customer_reference"),
                row.getObject("requested_date", LocalDate.class),
                row.getObject("porting_date", LocalDate.class),
                Columns.requiredInstant(row, "created_at"));
    }

    private static Order.@Nullable Cancellation cancellation(ResultSet row) throws SQLException {
        UUID cancellationId = Columns.uuid(row, "cancellation_id");
        return cancellationId == null
                ? null
                : new Order.Cancellation(
                        cancellationId, Columns.text(row, "cancellation_by"), row.getString("cancellation_reason"));
    }

    private static Order.Terms withLines(Order.Terms terms, List<OrderLine> lines) {
        return new Order.Terms(
                terms.orderId(),
                terms.operatorId(),
                terms.tenantId(),
                terms.type(),
                terms.enablementEpoch(),
                lines,
                terms.customerReference(),
                terms.requestedDate(),
                terms.portingDate(),
                terms.createdAt());
    }

    private static Map<UUID, List<OrderStep>> steps(Connection connection, Collection<UUID> orderIds)
            throws SQLException {
        Map<UUID, List<OrderStep>> steps = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select order_id, status, at, by, reason from order_steps where order_id = any (?) order by order_id, step")) {
            Columns.setArray(connection, statement, 1, "uuid", orderIds);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    steps.computeIfAbsent(Columns.requiredUuid(rows, "order_id"), id -> new ArrayList<>())
                            .add(new OrderStep(
                                    Columns.wire(rows, "status", OrderStatus.class),
                                    Columns.requiredInstant(rows, "at"),
                                    Columns.text(rows, "by"),
                                    rows.getString("reason")));
                }
            }
        }
        return steps;
    }
}
