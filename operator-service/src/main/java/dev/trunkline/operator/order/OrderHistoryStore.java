package dev.trunkline.operator.order;

import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.Feed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Every change of every order. */
@ApplicationScoped
class OrderHistoryStore {

    private final Feed feed;

    OrderHistoryStore(Feed feed) {
        this.feed = feed;
    }

    /** Adds what the locked order has gone through since it was read, and tells the operator's feed. */
    void add(Connection connection, Order order) throws SQLException {
        Order.Terms terms = order.terms();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into order_history (order_id, entry, operator_id, tenant_id, at, action, by, reason, status_before,
                    status_after, porting_date_before, porting_date_after)
                values (?, (select coalesce(max(entry), 0) + 1 from order_history where order_id = ?), ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?)
                """)) {
            for (OrderHistoryEntry entry : order.newHistory()) {
                OrderStatus before = entry.statusBefore();
                statement.setObject(1, terms.orderId());
                statement.setObject(2, terms.orderId());
                statement.setObject(3, terms.operatorId());
                statement.setObject(4, terms.tenantId());
                Columns.setInstant(statement, 5, entry.at());
                statement.setString(6, entry.action());
                statement.setString(7, entry.by());
                statement.setString(8, entry.reason());
                statement.setString(9, before == null ? null : before.wire());
                statement.setString(10, entry.statusAfter().wire());
                statement.setObject(11, entry.portingDateBefore());
                statement.setObject(12, entry.portingDateAfter());
                statement.executeUpdate();
            }
        }
        feed.append(
                connection,
                order.newHistory().stream()
                        .map(entry -> OrderNews.of(order, entry))
                        .toList());
    }

    /** Oldest first. */
    List<OrderHistoryItemView> list(Connection connection, UUID operatorId, UUID orderId, long after, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select entry, at, action, by, reason, status_before, status_after, porting_date_before, porting_date_after
                from order_history
                where order_id = ? and operator_id = ? and entry > ?
                order by entry
                limit ?
                """)) {
            statement.setObject(1, orderId);
            statement.setObject(2, operatorId);
            statement.setLong(3, after);
            statement.setInt(4, limit);
            List<OrderHistoryItemView> items = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String before = row.getString("status_before");
                    OrderHistoryEntry entry = new OrderHistoryEntry(
                            Columns.requiredInstant(row, "at"),
                            Columns.text(row, "action"),
                            Columns.text(row, "by"),
                            row.getString("reason"),
                            before == null ? null : OrderStatus.fromString(before),
                            Columns.wire(row, "status_after", OrderStatus.class),
                            row.getObject("porting_date_before", LocalDate.class),
                            row.getObject("porting_date_after", LocalDate.class));
                    items.add(OrderHistoryItemView.of(row.getInt("entry"), entry));
                }
            }
            return items;
        }
    }
}
