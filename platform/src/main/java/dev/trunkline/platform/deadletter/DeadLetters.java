package dev.trunkline.platform.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Puts records aside. */
public final class DeadLetters {

    /** A record that was set aside before is known by its place, even when it has no readable id. */
    private static final String ADD =
            """
            insert into dead_letter (id, topic, topic_id, partition, record_offset, record_key, event_id, event_type, tenant_id,
                                     revision, headers, payload, error, event_recorded)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            on conflict on constraint dead_letter_is_one_record do nothing
            """;

    private DeadLetters() {}

    /** Keeps the record, in the transaction that applies the rest of its batch; says whether it is new. */
    public static boolean add(Connection connection, DeadLetter letter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, Ids.next());
            statement.setString(2, letter.topic());
            statement.setObject(3, letter.topicId());
            statement.setInt(4, letter.partition());
            statement.setLong(5, letter.offset());
            statement.setString(6, letter.recordKey());
            statement.setObject(7, letter.eventId());
            statement.setString(8, letter.eventType());
            statement.setObject(9, letter.tenantId());
            statement.setLong(10, letter.revision());
            statement.setString(11, json(letter.headers()));
            statement.setBytes(12, letter.payload());
            statement.setString(13, letter.error());
            statement.setBoolean(14, letter.eventRecorded());
            return statement.executeUpdate() == 1;
        }
    }

    private static String json(Map<String, String> headers) {
        try {
            return ContractJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text is always JSON", e);
        }
    }
}
