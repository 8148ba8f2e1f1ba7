package dev.trunkline.number.delivery;

import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.outbox.WrittenEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The answers given to chunks, and the chunks that wait for their consent. */
@ApplicationScoped
class ChunkStore {

    private static final String CLAIM =
            """
            insert into chunk_result (upload_id, attempt, chunk, tenant_id, operator_id)
            values (?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String ANSWER =
            "select answer from chunk_result where upload_id = ? and attempt = ? and chunk = ? and tenant_id = ? and operator_id = ?";

    private static final String KEEP =
            "update chunk_result set answer = ? where upload_id = ? and attempt = ? and chunk = ?";

    private static final String PARK =
            """
            insert into parked_chunk (tenant_id, operator_id, epoch, revision, event_id, event_time, record_key,
                                      correlation_id, traceparent, payload)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private static final String TAKE_UP =
            """
            delete from parked_chunk
             where tenant_id = ? and operator_id = ? and epoch <= ? and revision <= ?
            returning parked_id, event_id, event_time, record_key, correlation_id, traceparent, payload
            """;

    private static final String TAKE_OUT =
            """
            delete from parked_chunk
             where tenant_id = ? and operator_id = ? and payload ->> 'orderId' = ?
            returning parked_id, event_id, event_time, record_key, correlation_id, traceparent, payload
            """;

    /** Whether the chunk is new; the row it leaves makes everybody wait who has the same chunk. */
    boolean claim(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setObject(1, chunk.uploadId());
            insert.setInt(2, chunk.attempt());
            insert.setInt(3, chunk.chunk());
            insert.setObject(4, chunk.tenantId());
            insert.setObject(5, chunk.operatorId());
            return insert.executeUpdate() == 1;
        }
    }

    /** The answer that was given; empty while the chunk is parked. */
    Optional<UploadChunkApplied> answer(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANSWER)) {
            select.setObject(1, chunk.uploadId());
            select.setInt(2, chunk.attempt());
            select.setInt(3, chunk.chunk());
            select.setObject(4, chunk.tenantId());
            select.setObject(5, chunk.operatorId());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.ofNullable(row.getString(1))
                        .map(json -> StoredJson.read(json, UploadChunkApplied.class));
            }
        }
    }

    void keep(Connection connection, UploadChunkApplied answer, WrittenEvent written) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(KEEP)) {
            update.setString(1, written.json());
            update.setObject(2, answer.uploadId());
            update.setInt(3, answer.attempt());
            update.setInt(4, answer.chunk());
            update.executeUpdate();
        }
    }

    void park(Connection connection, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        try (PreparedStatement insert = connection.prepareStatement(PARK)) {
            insert.setObject(1, chunk.tenantId());
            insert.setObject(2, chunk.operatorId());
            insert.setInt(3, chunk.enablementEpoch());
            insert.setLong(4, chunk.enablementRevision());
            insert.setObject(5, event.id());
            insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
            insert.setString(7, event.recordKey());
            insert.setString(8, event.correlationId());
            insert.setString(9, event.traceparent());
            insert.setString(10, StoredJson.write(chunk));
            insert.executeUpdate();
        }
    }

    /** Takes out the chunks that relied on no more than is known now, in the order in which they came. */
    List<InboundEvent> takeUp(Connection connection, UUID tenantId, UUID operatorId, int epoch, long revision)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TAKE_UP)) {
            delete.setObject(1, tenantId);
            delete.setObject(2, operatorId);
            delete.setInt(3, epoch);
            delete.setLong(4, revision);
            return takenOut(delete);
        }
    }

    /** Takes out the chunks of a cancelled order, in the order in which they came. */
    List<InboundEvent> takeOut(Connection connection, OrderCancellationRequested cancelled) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TAKE_OUT)) {
            delete.setObject(1, cancelled.tenantId());
            delete.setObject(2, cancelled.operatorId());
            delete.setString(3, cancelled.orderId().toString());
            return takenOut(delete);
        }
    }

    private static List<InboundEvent> takenOut(PreparedStatement delete) throws SQLException {
        record Parked(long id, InboundEvent event) {}
        List<Parked> parked = new ArrayList<>();
        try (ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                parked.add(new Parked(row.getLong("parked_id"), event(row)));
            }
        }
        return parked.stream()
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .map(Parked::event)
                .toList();
    }

    private static InboundEvent event(ResultSet row) throws SQLException {
        UploadChunkSubmitted chunk = StoredJson.read(row.getString("payload"), UploadChunkSubmitted.class);
        return new InboundEvent(
                row.getObject("event_id", UUID.class),
                chunk.type(),
                row.getString("record_key"),
                chunk.tenantId(),
                chunk.revision(),
                row.getObject("event_time", OffsetDateTime.class).toInstant(),
                row.getString("correlation_id"),
                row.getString("traceparent"),
                chunk);
    }
}
