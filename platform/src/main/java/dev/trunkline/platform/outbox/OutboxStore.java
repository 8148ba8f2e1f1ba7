package dev.trunkline.platform.outbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.platform.event.EventAttributes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}. */
public final class OutboxStore {

    private static final String APPEND =
            """
            insert into outbox (lane, topic, record_key, event_id, event_type, subject, tenant_id, revision,
                                correlation_id, causation_id, traceparent, payload)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Hops from lane to lane by the primary key: one index probe when nothing waits, one more per lane that holds rows. */
    private static final String LANES_WITH_ROWS =
            """
            with recursive waiting (lane) as (
                (select lane from outbox order by lane limit 1)
                union all
                select (select o.lane from outbox o where o.lane > w.lane order by o.lane limit 1)
                from waiting w where w.lane is not null)
            select lane from waiting where lane is not null
            """;

    private static final String TRY_LOCK =
            "select lane from unnest(?::integer[]) as due (lane) where pg_try_advisory_xact_lock(?, lane)";

    private static final String NEXT =
            """
            select id, topic, record_key, event_id, event_type, subject, tenant_id, revision, correlation_id, causation_id,
                   traceparent, occurred_at, payload
            from outbox where lane = ? order by id limit ?
            """;

    private static final String DELETE = "delete from outbox where lane = any (?) and id = any (?)";

    private static final String BACKLOG =
            """
            select lane, count(*), extract(epoch from business_now() - min(occurred_at))
            from outbox group by lane
            """;

    private final Lanes lanes;
    private final String source;

    /**
     * For one service.
     *
     * @param lanes the same in all processes that append, for ever: another count takes keys to other lanes
     * @param source the CloudEvents source of its events
     */
    public OutboxStore(int lanes, String source) {
        this.lanes = new Lanes(lanes);
        this.source = source;
    }

    /** A row as it goes to Kafka. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Row(int lane, long id, String topic, String recordKey, EventAttributes attributes, byte[] payload) {}

    /** How much of a lane waits. */
    record Backlog(int lane, long rows, double oldestSeconds) {}

    /**
     * Appends in the connection's transaction; ids follow the order of the list.
     *
     * @return the lanes to wake after commit
     */
    public BitSet append(Connection connection, List<OutboxEntry> entries) throws SQLException {
        BitSet appended = new BitSet();
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            for (OutboxEntry entry : entries) {
                Event event = entry.event();
                String topic = event.type().topic().topicName();
                int lane = lanes.of(topic, event.recordKey());
                appended.set(lane);
                statement.setInt(1, lane);
                statement.setString(2, topic);
                statement.setString(3, event.recordKey());
                statement.setObject(4, entry.eventId());
                statement.setString(5, event.type().typeName());
                statement.setString(6, event.subject());
                statement.setObject(7, event.tenantId());
                statement.setLong(8, event.revision());
                statement.setString(9, entry.correlationId());
                statement.setString(10, entry.causationId());
                statement.setString(11, entry.traceparent());
                statement.setBytes(12, entry.payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return appended;
    }

    BitSet lanesWithRows(Connection connection) throws SQLException {
        BitSet found = new BitSet();
        try (PreparedStatement statement = connection.prepareStatement(LANES_WITH_ROWS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.set(rows.getInt(1));
            }
        }
        return found;
    }

    /**
     * Locks the lanes until the transaction ends.
     *
     * @return those of them that nobody else holds
     */
    BitSet tryLock(Connection connection, int lockClass, BitSet lanes) throws SQLException {
        BitSet held = new BitSet();
        Array wanted =
                connection.createArrayOf("integer", lanes.stream().boxed().toArray());
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setArray(1, wanted);
            statement.setInt(2, lockClass);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.set(rows.getInt(1));
                }
            }
        }
        return held;
    }

    /** The oldest rows of a lane, as many as fit both bounds, at least one if there is one. */
    List<Row> next(Connection connection, int lane, int maxRows, long maxBytes) throws SQLException {
        List<Row> batch = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setInt(1, lane);
            statement.setInt(2, maxRows);
            // In portions, so that rows beyond the bound in bytes are never fetched.
            statement.setFetchSize(Math.min(maxRows, 100));
            try (ResultSet rows = statement.executeQuery()) {
                long bytes = 0;
                while (bytes < maxBytes && rows.next()) {
                    Row row = row(lane, rows);
                    bytes += row.payload().length;
                    batch.add(row);
                }
            }
        }
        return batch;
    }

    private Row row(int lane, ResultSet rows) throws SQLException {
        String type = rows.getString("event_type");
        @Nullable
        String dataSchema =
                EventType.ofTypeName(type).map(EventType::dataSchema).orElse(null);
        EventAttributes attributes = new EventAttributes(
                rows.getObject("event_id", UUID.class),
                source,
                type,
                rows.getString("subject"),
                rows.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                dataSchema,
                rows.getObject("tenant_id", UUID.class),
                rows.getLong("revision"),
                rows.getString("correlation_id"),
                rows.getString("causation_id"),
                rows.getString("traceparent"));
        return new Row(
                lane,
                rows.getLong("id"),
                rows.getString("topic"),
                rows.getString("record_key"),
                attributes,
                rows.getBytes("payload"));
    }

    int delete(Connection connection, List<Row> rows) throws SQLException {
        Array lanesOfRows = connection.createArrayOf(
                "integer", rows.stream().map(Row::lane).distinct().toArray());
        Array ids =
                connection.createArrayOf("bigint", rows.stream().map(Row::id).toArray());
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, lanesOfRows);
            statement.setArray(2, ids);
            return statement.executeUpdate();
        }
    }

    List<Backlog> backlog(Connection connection) throws SQLException {
        List<Backlog> lanesWaiting = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(BACKLOG);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                lanesWaiting.add(new Backlog(rows.getInt(1), rows.getLong(2), rows.getDouble(3)));
            }
        }
        return lanesWaiting;
    }
}
