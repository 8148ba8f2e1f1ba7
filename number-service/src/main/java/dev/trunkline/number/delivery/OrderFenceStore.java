package dev.trunkline.number.delivery;

import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Fences of cancelled orders and the decisions that set them: this service's own rows, written once. */
@ApplicationScoped
class OrderFenceStore {

    private static final String CLOSES =
            "select 1 from order_fence where order_id = ? and tenant_id = ? and operator_id = ?";

    private static final String SET =
            "insert into order_fence (order_id, tenant_id, operator_id, cancellation_id) values (?, ?, ?, ?) on conflict do nothing";

    // A number in quarantine has left the tenant.
    private static final String HELD =
            """
            select count(*) from phone_number
             where order_id = ? and tenant_id = ? and operator_id = ? and holding_status = 'held'
            """;

    private static final String DECISION =
            "select answer from order_cancellation_decision where cancellation_id = ? and tenant_id = ? and operator_id = ?";

    private static final String KEEP_DECISION =
            """
            insert into order_cancellation_decision (cancellation_id, tenant_id, operator_id, answer) values (?, ?, ?, ?::jsonb)
            on conflict do nothing
            """;

    /** Whether the chunk's order was cancelled. Read only after the gate was passed. */
    boolean closes(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CLOSES)) {
            select.setObject(1, chunk.orderId());
            select.setObject(2, chunk.tenantId());
            select.setObject(3, chunk.operatorId());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    void set(Connection connection, OrderCancellationRequested request) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SET)) {
            insert.setObject(1, request.orderId());
            insert.setObject(2, request.tenantId());
            insert.setObject(3, request.operatorId());
            insert.setObject(4, request.cancellationId());
            insert.executeUpdate();
        }
    }

    /** How many numbers of the order the tenant holds. */
    long held(Connection connection, OrderCancellationRequested request) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HELD)) {
            select.setObject(1, request.orderId());
            select.setObject(2, request.tenantId());
            select.setObject(3, request.operatorId());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<OrderCancellationDecided> decision(Connection connection, OrderCancellationRequested request)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DECISION)) {
            setKey(select, request.cancellationId(), request.tenantId(), request.operatorId());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(StoredJson.read(row.getString(1), OrderCancellationDecided.class))
                        : Optional.empty();
            }
        }
    }

    void keep(Connection connection, OrderCancellationDecided decision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(KEEP_DECISION)) {
            setKey(insert, decision.cancellationId(), decision.tenantId(), decision.operatorId());
            insert.setString(4, StoredJson.write(decision));
            insert.executeUpdate();
        }
    }

    private static void setKey(PreparedStatement statement, UUID cancellationId, UUID tenantId, UUID operatorId)
            throws SQLException {
        statement.setObject(1, cancellationId);
        statement.setObject(2, tenantId);
        statement.setObject(3, operatorId);
    }
}
