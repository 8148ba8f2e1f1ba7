package dev.trunkline.platform.inbox;

import dev.trunkline.platform.inbox.Batch.Progress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The tables {@code inbox_position} and {@code inbox_event}. */
final class InboxStore {

    private static final String POSITION =
            "select next_offset from inbox_position where topic_id = ? and partition = ?";

    private static final String BEGIN =
            """
            insert into inbox_position (topic_id, topic, partition, next_offset) values (?, ?, ?, ?)
            on conflict on constraint inbox_position_pk do nothing
            """;

    /** Only from where it was: another process may have gone on meanwhile. */
    private static final String MOVE =
            """
            update inbox_position set next_offset = ?, updated_at = clock_timestamp()
            where topic_id = ? and partition = ? and next_offset = ?
            """;

    /** In one order, so that two processes that hold overlapping batches do not deadlock. */
    private static final String LOCK =
            """
            select p.topic_id, p.partition, p.next_offset, exists (select from unreliable_key) as any_marks
            from inbox_position p
            join unnest(?::uuid[], ?::integer[]) as batch (topic_id, partition)
              on batch.topic_id = p.topic_id and batch.partition = p.partition
            order by p.topic_id, p.partition
            for update of p
            """;

    private static final String STORE =
            """
            update inbox_position p set next_offset = batch.next_offset, updated_at = clock_timestamp()
            from unnest(?::uuid[], ?::integer[], ?::bigint[]) as batch (topic_id, partition, next_offset)
            where p.topic_id = batch.topic_id and p.partition = batch.partition
            """;

    private static final String ADD_EVENTS =
            """
            insert into inbox_event (id)
            select id from unnest(?::uuid[]) as received (id) order by id
            on conflict on constraint inbox_event_pk do nothing
            returning id
            """;

    private static final String PURGE =
            """
            delete from inbox_event where id in (
                select id from inbox_event
                where received_at < (select clock_timestamp() - make_interval(secs => ?))
                order by received_at limit ?)
            """;

    @Nullable
    Long position(Connection connection, UUID topicId, int partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITION)) {
            statement.setObject(1, topicId);
            statement.setInt(2, partition);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    /** Where a partition begins that was never read; another process's beginning wins. */
    void begin(Connection connection, UUID topicId, TopicPartition partition, long offset) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, topicId);
            statement.setString(2, partition.topic());
            statement.setInt(3, partition.partition());
            statement.setLong(4, offset);
            statement.executeUpdate();
        }
    }

    void move(Connection connection, UUID topicId, int partition, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setLong(1, to);
            statement.setObject(2, topicId);
            statement.setInt(3, partition);
            statement.setLong(4, from);
            statement.executeUpdate();
        }
    }

    /**
     * The positions of a batch, locked.
     *
     * @param asExpected all of them are where the batch begins
     * @param anyMarks some keys are unreliable; of the batch's own topics and partitions nobody else can mark any now
     */
    record Locked(boolean asExpected, boolean anyMarks) {}

    Locked lock(Connection connection, Map<TopicPartition, Progress> progress) throws SQLException {
        Map<UUID, Map<Integer, Long>> stored = new HashMap<>();
        boolean anyMarks = false;
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, topicIds(connection, progress));
            statement.setArray(2, partitions(connection, progress));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.computeIfAbsent(rows.getObject(1, UUID.class), id -> new HashMap<>())
                            .put(rows.getInt(2), rows.getLong(3));
                    anyMarks |= rows.getBoolean(4);
                }
            }
        }
        boolean asExpected = progress.entrySet().stream().allMatch(step -> {
            Map<Integer, Long> ofTopic = stored.getOrDefault(step.getValue().topicId(), Map.of());
            return Long.valueOf(step.getValue().from())
                    .equals(ofTopic.get(step.getKey().partition()));
        });
        return new Locked(asExpected, anyMarks);
    }

    void store(Connection connection, Map<TopicPartition, Progress> progress) throws SQLException {
        Array offsets = connection.createArrayOf(
                "bigint", progress.values().stream().map(Progress::next).toArray());
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setArray(1, topicIds(connection, progress));
            statement.setArray(2, partitions(connection, progress));
            statement.setArray(3, offsets);
            statement.executeUpdate();
        }
    }

    /** Remembers the ids; returns those that are new. */
    Set<UUID> addEvents(Connection connection, Collection<UUID> ids) throws SQLException {
        Set<UUID> added = new HashSet<>();
        Array array = connection.createArrayOf("uuid", Set.copyOf(ids).toArray());
        try (PreparedStatement statement = connection.prepareStatement(ADD_EVENTS)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    added.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return added;
    }

    int purgeEvents(Connection connection, Duration olderThan, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            statement.setDouble(1, (double) olderThan.toSeconds());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    private static Array topicIds(Connection connection, Map<TopicPartition, Progress> progress) throws SQLException {
        return connection.createArrayOf(
                "uuid", progress.values().stream().map(Progress::topicId).toArray());
    }

    private static Array partitions(Connection connection, Map<TopicPartition, Progress> progress) throws SQLException {
        return connection.createArrayOf(
                "integer",
                progress.keySet().stream().map(TopicPartition::partition).toArray());
    }
}
