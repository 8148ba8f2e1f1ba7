package dev.trunkline.operator.webhook;

import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of deliveries as operators read it, and what they have sent again. */
@ApplicationScoped
class DeliveryStore {

    private static final String SELECT =
            """
            select delivery_id, event_id, position, type, status, created_at, next_at, ended_at
            from webhook_deliveries
            where operator_id = ? and webhook_id = ?
            """;

    List<DeliveryView> list(
            Connection connection,
            UUID operatorId,
            UUID webhookId,
            @Nullable DeliveryStatus status,
            @Nullable UUID after,
            int limit)
            throws SQLException {
        String sql = SELECT + (status == null ? "" : " and status = ?")
                + " and delivery_id > ? order by delivery_id limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setObject(next++, operatorId);
            statement.setObject(next++, webhookId);
            if (status != null) {
                statement.setString(next++, status.wire());
            }
            statement.setObject(next++, after == null ? new UUID(0, 0) : after);
            statement.setInt(next, limit);
            return views(connection, statement);
        }
    }

    /** The delivery, locked until the transaction ends. */
    Optional<DeliveryView> lock(Connection connection, UUID operatorId, UUID webhookId, UUID deliveryId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + " and delivery_id = ? for update")) {
            statement.setObject(1, operatorId);
            statement.setObject(2, webhookId);
            statement.setObject(3, deliveryId);
            return views(connection, statement).stream().findFirst();
        }
    }

    /** Has it sent again at once, and then tried as long as a new one. */
    void resend(Connection connection, UUID operatorId, UUID deliveryId, Instant now, Duration giveUpAfter)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update webhook_deliveries
                set status = 'pending', next_at = ?, give_up_at = ?, ended_at = null
                where operator_id = ? and delivery_id = ?
                """)) {
            Columns.setInstant(statement, 1, now);
            Columns.setInstant(statement, 2, now.plus(giveUpAfter));
            statement.setObject(3, operatorId);
            statement.setObject(4, deliveryId);
            statement.executeUpdate();
        }
    }

    private static List<DeliveryView> views(Connection connection, PreparedStatement statement) throws SQLException {
        List<DeliveryView> views = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                views.add(new DeliveryView(
                        Columns.requiredUuid(row, "delivery_id"),
                        Columns.requiredUuid(row, "event_id"),
                        row.getLong("position"),
                        Columns.text(row, "type"),
                        Columns.wire(row, "status", DeliveryStatus.class),
                        Columns.requiredInstant(row, "created_at"),
                        Columns.instant(row, "next_at"),
                        Columns.instant(row, "ended_at"),
                        List.of()));
            }
        }
        Map<UUID, List<DeliveryView.AttemptView>> attempts = attempts(
                connection, views.stream().map(DeliveryView::deliveryId).toList());
        return views.stream()
                .map(view -> new DeliveryView(
                        view.deliveryId(),
                        view.eventId(),
                        view.position(),
                        view.type(),
                        view.status(),
                        view.createdAt(),
                        view.nextAttemptAt(),
                        view.endedAt(),
                        attempts.getOrDefault(view.deliveryId(), List.of())))
                .toList();
    }

    private static Map<UUID, List<DeliveryView.AttemptView>> attempts(Connection connection, List<UUID> deliveries)
            throws SQLException {
        Map<UUID, List<DeliveryView.AttemptView>> attempts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select delivery_id, attempt, at, status, error, millis
                from webhook_attempts
                where delivery_id = any (?)
                order by delivery_id, attempt
                """)) {
            Columns.setArray(connection, statement, 1, "uuid", deliveries);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    attempts.computeIfAbsent(Columns.requiredUuid(row, "delivery_id"), id -> new ArrayList<>())
                            .add(new DeliveryView.AttemptView(
                                    row.getInt("attempt"),
                                    Columns.requiredInstant(row, "at"),
                                    Columns.integer(row, "status"),
                                    row.getString("error"),
                                    row.getLong("millis")));
                }
            }
        }
        return attempts;
    }
}
