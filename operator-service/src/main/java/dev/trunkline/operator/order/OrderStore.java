package dev.trunkline.operator.order;

import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders in the database, on the request path and in the background alike. */
@ApplicationScoped
class OrderStore {

    private final OrderHistoryStore history;

    OrderStore(OrderHistoryStore history) {
        this.history = history;
    }

    /**
     * Stores a new order.
     *
     * @param digest of what the caller sent, to tell a repeat from another order of the same reference
     * @return whether it was stored; not when the operator's reference is taken
     */
    boolean insert(Connection connection, Order order, byte[] digest) throws SQLException {
        Order.Terms terms = order.terms();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into orders (order_id, operator_id, tenant_id, type, status, enablement_epoch, customer_reference,
                    requested_date, porting_date, request_digest, created_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (operator_id, customer_reference) where customer_reference is not null do nothing
                """)) {
            statement.setObject(1, terms.orderId());
            statement.setObject(2, terms.operatorId());
            statement.setObject(3, terms.tenantId());
            statement.setString(4, terms.type().wire());
            statement.setString(5, order.status().wire());
            statement.setInt(6, terms.enablementEpoch());
            statement.setString(7, terms.customerReference());
            statement.setObject(8, terms.requestedDate());
            statement.setObject(9, terms.portingDate());
            statement.setBytes(10, digest);
            Columns.setInstant(statement, 11, terms.createdAt());
            statement.setLong(12, order.version());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        OrderLineStore.insert(connection, terms);
        insertSteps(connection, order);
        return true;
    }

    /** Stores what changed since it was read under the lock. */
    void save(Connection connection, Order order) throws SQLException {
        Order.Terms terms = order.terms();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update orders
                set status = ?, version = ?, porting_date = ?, cancellation_id = ?, cancellation_by = ?, cancellation_reason = ?
                where order_id = ? and operator_id = ?
                """)) {
            Order.Cancellation cancellation = order.cancellation();
            statement.setString(1, order.status().wire());
            statement.setLong(2, order.version());
            statement.setObject(3, order.portingDate());
            statement.setObject(4, cancellation == null ? null : cancellation.cancellationId());
            statement.setString(5, cancellation == null ? null : cancellation.by());
            statement.setString(6, cancellation == null ? null : cancellation.reason());
            statement.setObject(7, terms.orderId());
            statement.setObject(8, terms.operatorId());
            statement.executeUpdate();
        }
        insertSteps(connection, order);
    }

    Optional<Order> find(Connection connection, UUID operatorId, UUID orderId) throws SQLException {
        return read(connection, operatorId, orderId, "");
    }

    /** The order, locked until the transaction ends. */
    Optional<Order> lock(Connection connection, UUID operatorId, UUID orderId) throws SQLException {
        return read(connection, operatorId, orderId, " for update");
    }

    /** An order by the operator's own reference, with the digest of what it was placed with. */
    Optional<Referenced> findByReference(Connection connection, UUID operatorId, String reference) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select order_id, request_digest from orders where operator_id = ? and customer_reference = ?")) {
            statement.setObject(1, operatorId);
            statement.setString(2, reference);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Referenced(Columns.requiredUuid(rows, "order_id"), rows.getBytes("request_digest")))
                        : Optional.empty();
            }
        }
    }

    /** Which order has a reference. */
    @SuppressWarnings("ArrayRecordComponent") // Compared as what it is, an array.
    record Referenced(UUID orderId, byte[] digest) {}

    /** Which orders of an operator are listed. */
    record Filter(@Nullable UUID tenantId, @Nullable OrderStatus status, @Nullable String customerReference) {}

    /** Only the conditions that are asked for: each combination reads one index, which a condition for all would not. */
    static String listing(Filter filter, boolean after) {
        StringBuilder sql = new StringBuilder(OrderRows.SELECT).append("where operator_id = ?");
        if (filter.tenantId() != null) {
            sql.append(" and tenant_id = ?");
        }
        if (filter.status() != null) {
            sql.append(" and status = ?");
        }
        if (filter.customerReference() != null) {
            sql.append(" and customer_reference = ?");
        }
        if (after) {
            sql.append(" and order_id > ?");
        }
        return sql.append(" order by order_id limit ?").toString();
    }

    List<Order> list(Connection connection, UUID operatorId, Filter filter, @Nullable UUID after, int limit)
            throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(operatorId));
        Optional.ofNullable(filter.tenantId()).ifPresent(parameters::add);
        Optional.ofNullable(filter.status()).map(OrderStatus::wire).ifPresent(parameters::add);
        Optional.ofNullable(filter.customerReference()).ifPresent(parameters::add);
        Optional.ofNullable(after).ifPresent(parameters::add);
        parameters.add(limit);
        try (PreparedStatement statement = connection.prepareStatement(listing(filter, after != null))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return OrderRows.read(connection, statement);
        }
    }

    private static Optional<Order> read(Connection connection, UUID operatorId, UUID orderId, String lock)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(OrderRows.SELECT + "where operator_id = ? and order_id = ?" + lock)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, orderId);
            return OrderRows.read(connection, statement).stream().findFirst();
        }
    }

    private void insertSteps(Connection connection, Order order) throws SQLException {
        Order.Terms terms = order.terms();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into order_steps (order_id, step, operator_id, tenant_id, status, at, by, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            int step = order.storedSteps();
            for (OrderStep added : order.newSteps()) {
                step++;
                statement.setObject(1, terms.orderId());
                statement.setInt(2, step);
                statement.setObject(3, terms.operatorId());
                statement.setObject(4, terms.tenantId());
                statement.setString(5, added.status().wire());
                Columns.setInstant(statement, 6, added.at());
                statement.setString(7, added.by());
                statement.setString(8, added.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        history.add(connection, order);
        order.markStored();
    }
}
