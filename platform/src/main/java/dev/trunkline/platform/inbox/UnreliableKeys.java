package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keys of state topics whose last state could not be applied: what is known of them may be out of date. Whoever decides by such a
 * key's projection parks its command until the mark is gone, which is when a state at least as new was applied.
 */
public final class UnreliableKeys {

    private static final String AMONG =
            "select record_key from unreliable_key where topic = ? and record_key = any (?)";

    private static final String MARK =
            """
            insert into unreliable_key (topic, record_key, revision) values (?, ?, ?)
            on conflict on constraint unreliable_key_pk
            do update set revision = greatest(unreliable_key.revision, excluded.revision)
            """;

    private static final String CLEAR =
            """
            delete from unreliable_key k
            using unnest(?::text[], ?::bigint[]) as applied (record_key, revision)
            where k.topic = ? and k.record_key = applied.record_key and k.revision <= applied.revision
            """;

    private UnreliableKeys() {}

    /** Those of the keys that are marked. */
    public static Set<String> among(Connection connection, Topic topic, Collection<String> recordKeys)
            throws SQLException {
        Set<String> marked = new HashSet<>();
        if (recordKeys.isEmpty()) {
            return marked;
        }
        Array keys = connection.createArrayOf("text", recordKeys.toArray());
        try (PreparedStatement statement = connection.prepareStatement(AMONG)) {
            statement.setString(1, topic.topicName());
            statement.setArray(2, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    marked.add(rows.getString(1));
                }
            }
        }
        return marked;
    }

    static void mark(Connection connection, String topic, String recordKey, long revision) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setString(1, topic);
            statement.setString(2, recordKey);
            statement.setLong(3, revision);
            statement.executeUpdate();
        }
    }

    /** Takes the marks from keys of which a state of that revision was applied. */
    static void clear(Connection connection, Topic topic, Map<String, Long> appliedRevisions) throws SQLException {
        Array keys = connection.createArrayOf("text", appliedRevisions.keySet().toArray());
        Array revisions =
                connection.createArrayOf("bigint", appliedRevisions.values().toArray());
        try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
            statement.setArray(1, keys);
            statement.setArray(2, revisions);
            statement.setString(3, topic.topicName());
            statement.executeUpdate();
        }
    }
}
