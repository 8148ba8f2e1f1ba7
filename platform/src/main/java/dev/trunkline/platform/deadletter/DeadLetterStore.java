package dev.trunkline.platform.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code dead_letter} and keeps account of replays. */
final class DeadLetterStore {

    private static final String VIEW =
            """
            select id, topic, partition, record_offset, record_key, event_id, event_type, tenant_id, revision, error,
                   coalesce(octet_length(payload), 0) as payload_bytes, failed_at, replay_attempts, replayed_at, replayed_by
            from dead_letter
            """;

    private static final String LIST = VIEW
            + """
            where (?::uuid is null or id > ?::uuid) and (? or replayed_at is null)
            order by id limit ?
            """;

    private static final String FIND = VIEW + " where id = ?";

    private static final String LOCK_OPEN =
            """
            select topic, topic_id, partition, record_offset, record_key, event_id, event_type, tenant_id, revision,
                   headers::text as headers, payload, error, event_recorded
            from dead_letter where id = ? and replayed_at is null
            for update
            """;

    private static final String REPLAYED =
            """
            update dead_letter
            set replayed_at = business_now(), replayed_by = ?, replay_attempts = replay_attempts + 1, payload = null
            where id = ?
            """;

    private static final String STILL_FAILING =
            "update dead_letter set replay_attempts = replay_attempts + 1, error = ? where id = ? and replayed_at is null";

    /** Contact data must not outlive by dying: its topic keeps it for a day, and so does the dead letter. */
    private static final String PURGE =
            """
            delete from dead_letter where id in (
                select id from dead_letter
                where replayed_at < business_now() - interval '30 days'
                   or (topic = 'trunkline.enablement-contacts' and failed_at < business_now() - interval '24 hours')
                limit 1000)
            """;

    List<DeadLetterView> list(Connection connection, @Nullable UUID after, boolean replayedToo, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setBoolean(3, replayedToo);
            statement.setInt(4, limit);
            return views(statement);
        }
    }

    Optional<DeadLetterView> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, id);
            return views(statement).stream().findFirst();
        }
    }

    /** Empty when there is none or it was replayed. */
    Optional<DeadLetter> lockOpen(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_OPEN)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(letter(row)) : Optional.empty();
            }
        }
    }

    void replayed(Connection connection, UUID id, String by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPLAYED)) {
            statement.setString(1, by);
            statement.setObject(2, id);
            statement.executeUpdate();
        }
    }

    void stillFailing(Connection connection, UUID id, String error) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STILL_FAILING)) {
            statement.setString(1, error);
            statement.setObject(2, id);
            statement.executeUpdate();
        }
    }

    int purge(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            return statement.executeUpdate();
        }
    }

    private static List<DeadLetterView> views(PreparedStatement statement) throws SQLException {
        List<DeadLetterView> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                views.add(new DeadLetterView(
                        rows.getObject("id", UUID.class),
                        rows.getString("topic"),
                        rows.getInt("partition"),
                        rows.getLong("record_offset"),
                        rows.getString("record_key"),
                        rows.getObject("event_id", UUID.class),
                        rows.getString("event_type"),
                        rows.getObject("tenant_id", UUID.class),
                        rows.getLong("revision"),
                        rows.getString("error"),
                        rows.getLong("payload_bytes"),
                        rows.getObject("failed_at", OffsetDateTime.class).toInstant(),
                        rows.getInt("replay_attempts"),
                        instant(rows.getObject("replayed_at", OffsetDateTime.class)),
                        rows.getString("replayed_by")));
            }
        }
        return views;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString("topic"),
                row.getObject("topic_id", UUID.class),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("record_key"),
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                row.getObject("tenant_id", UUID.class),
                row.getLong("revision"),
                headers(row.getString("headers")),
                row.getBytes("payload"),
                row.getString("error"),
                row.getBoolean("event_recorded"));
    }

    private static Map<String, String> headers(String json) {
        try {
            return ContractJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers were written as a map of text", e);
        }
    }
}
