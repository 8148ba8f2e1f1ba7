package dev.trunkline.operator.webhook;

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

/** Webhooks in the database. */
@ApplicationScoped
class WebhookStore {

    private static final String SELECT =
            """
            select webhook_id, operator_id, url, types, description, position, created_at, created_by, version
            from webhooks
            """;

    /** Begins at the present end of the feed. */
    void insert(Connection connection, Webhook webhook, byte[] secret) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into webhooks (webhook_id, operator_id, url, types, description, secret, position, created_at, created_by,
                    version)
                values (?, ?, ?, ?, ?, ?, coalesce((select last from feed_counters where operator_id = ?), 0), ?, ?, ?)
                """)) {
            statement.setObject(1, webhook.webhookId());
            statement.setObject(2, webhook.operatorId());
            statement.setString(3, webhook.url());
            Columns.setArray(connection, statement, 4, "text", webhook.types());
            statement.setString(5, webhook.description());
            statement.setBytes(6, secret);
            statement.setObject(7, webhook.operatorId());
            Columns.setInstant(statement, 8, webhook.createdAt());
            statement.setString(9, webhook.createdBy());
            statement.setLong(10, webhook.version());
            statement.executeUpdate();
        }
    }

    Optional<Webhook> find(Connection connection, UUID operatorId, UUID webhookId) throws SQLException {
        return read(connection, operatorId, webhookId, "");
    }

    /** The webhook, locked until the transaction ends. */
    Optional<Webhook> lock(Connection connection, UUID operatorId, UUID webhookId) throws SQLException {
        return read(connection, operatorId, webhookId, " for update");
    }

    List<Webhook> list(Connection connection, UUID operatorId, @Nullable UUID after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT + "where operator_id = ? and webhook_id > ? order by webhook_id limit ?")) {
            statement.setObject(1, operatorId);
            statement.setObject(2, after == null ? new UUID(0, 0) : after);
            statement.setInt(3, limit);
            return webhooks(statement);
        }
    }

    /** Forgets the webhook, what it was to be sent and what it was. */
    void delete(Connection connection, UUID operatorId, UUID webhookId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from webhooks where operator_id = ? and webhook_id = ?")) {
            statement.setObject(1, operatorId);
            statement.setObject(2, webhookId);
            statement.executeUpdate();
        }
    }

    private static Optional<Webhook> read(Connection connection, UUID operatorId, UUID webhookId, String lock)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "where operator_id = ? and webhook_id = ?" + lock)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, webhookId);
            return webhooks(statement).stream().findFirst();
        }
    }

    private static List<Webhook> webhooks(PreparedStatement statement) throws SQLException {
        List<Webhook> webhooks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                webhooks.add(new Webhook(
                        Columns.requiredUuid(row, "webhook_id"),
                        Columns.requiredUuid(row, "operator_id"),
                        Columns.text(row, "url"),
                        Columns.texts(row, "types"),
                        row.getString("description"),
                        row.getLong("position"),
                        Columns.requiredInstant(row, "created_at"),
                        Columns.text(row, "created_by"),
                        row.getLong("version")));
            }
        }
        return webhooks;
    }
}
