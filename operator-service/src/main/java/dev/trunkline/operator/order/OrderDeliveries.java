package dev.trunkline.operator.order;

import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.persistence.PlainInsertion;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * How uploads fill orders, on the request path and in the background alike.
 *
 * <p>Whoever locks several things takes them in this order: consent, order, upload, rows.
 */
@ApplicationScoped
public class OrderDeliveries {

    private static final String COUNT_ARRIVED =
            """
            with arrived as (
                insert into order_deliveries (order_id, telephone_number, line, operator_id, tenant_id)
                select ?, d.telephone_number, d.line, ?, ?
                from unnest(?::bigint[], ?::integer[]) as d (telephone_number, line)
                %s
                returning line
            )
            update order_lines l
            set delivered = l.delivered + a.numbers
            from (select line, count(*) as numbers from arrived group by line) a
            where l.order_id = ? and l.line = a.line
            """;

    private static final String COUNT = COUNT_ARRIVED.formatted("");
    private static final String COUNT_NEW =
            COUNT_ARRIVED.formatted("on conflict (order_id, telephone_number) do nothing");

    private final OrderStore store;

    OrderDeliveries(OrderStore store) {
        this.store = store;
    }

    /**
     * A number that arrived.
     *
     * @param line of the order
     */
    public record Delivery(int line, long telephoneNumber) {}

    /**
     * The order, if numbers may be uploaded for it now.
     *
     * @throws ProblemException 404 or 409
     */
    public Order find(Connection connection, UUID operatorId, UUID orderId) throws SQLException {
        return requireOpen(store.find(connection, operatorId, orderId).orElseThrow(OrderProblem::orderNotFound));
    }

    /** As {@link #find}, locked until the transaction ends: what is left of its lines changes for nobody else. */
    public Order lock(Connection connection, UUID operatorId, UUID orderId) throws SQLException {
        return requireOpen(store.lock(connection, operatorId, orderId).orElseThrow(OrderProblem::orderNotFound));
    }

    /** Numbers of a locked order are on their way. */
    public void beginFulfilling(Connection connection, Order order, String by) throws SQLException {
        Moment moment = moment(connection, order.version());
        order.beginFulfilling(moment.now(), by, moment.revision());
        store.save(connection, order);
    }

    /** Locks orders, in the order of their ids, before what becomes of their numbers is counted. */
    public void lockAll(Connection connection, Collection<UUID> orderIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from orders where order_id = any (?) order by order_id for update")) {
            Columns.setArray(connection, statement, 1, "uuid", orderIds);
            statement.execute();
        }
    }

    /**
     * Counts numbers that arrived, each once for the order, and completes it when it has everything. It is locked.
     */
    public void arrived(Connection connection, UUID operatorId, UUID tenantId, UUID orderId, List<Delivery> deliveries)
            throws SQLException {
        if (deliveries.isEmpty()) {
            return;
        }
        count(connection, operatorId, tenantId, orderId, deliveries);
        Order order = store.find(connection, operatorId, orderId).orElseThrow();
        completeIfDelivered(connection, order);
    }

    /** Completes the locked order when everything arrived, unless its cancellation is being decided. */
    void completeIfDelivered(Connection connection, Order order) throws SQLException {
        if (order.status() == OrderStatus.FULFILLING && order.cancellation() == null && order.isDelivered()) {
            Moment moment = moment(connection, order.version());
            order.complete(
                    moment.now(), Order.SYSTEM, "Everything that was ordered has been delivered.", moment.revision());
            store.save(connection, order);
        }
    }

    private static void count(
            Connection connection, UUID operatorId, UUID tenantId, UUID orderId, List<Delivery> deliveries)
            throws SQLException {
        if (!PlainInsertion.succeeds(
                connection, () -> count(COUNT, connection, operatorId, tenantId, orderId, deliveries))) {
            count(COUNT_NEW, connection, operatorId, tenantId, orderId, deliveries);
        }
    }

    private static void count(
            String sql, Connection connection, UUID operatorId, UUID tenantId, UUID orderId, List<Delivery> deliveries)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, orderId);
            statement.setObject(2, operatorId);
            statement.setObject(3, tenantId);
            Columns.setArray(
                    connection,
                    statement,
                    4,
                    "bigint",
                    deliveries.stream().map(Delivery::telephoneNumber).toList());
            Columns.setArray(
                    connection,
                    statement,
                    5,
                    "integer",
                    deliveries.stream().map(Delivery::line).toList());
            statement.setObject(6, orderId);
            statement.executeUpdate();
        }
    }

    private static Order requireOpen(Order order) {
        if (order.cancellation() != null) {
            throw new ProblemException(
                    OrderProblem.ORDER_BEING_CANCELLED,
                    "The order is being cancelled. Should that be refused, send the upload again.");
        }
        if (!order.takesUploads()) {
            throw new ProblemException(
                    OrderProblem.ORDER_STATE,
                    "The order is %s; numbers can be uploaded while it is accepted, ported or fulfilling, those of a move from a Calling Plan once it is ported."
                            .formatted(order.status().wire()));
        }
        return order;
    }

    record Moment(Instant now, long revision) {}

    /** Business time, and the next version of an order. */
    static Moment moment(Connection connection, long previousRevision) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select business_now(), next_revision(?)")) {
            statement.setLong(1, previousRevision);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Timestamp now = row.getTimestamp(1);
                return new Moment(now.toInstant(), row.getLong(2));
            }
        }
    }
}
