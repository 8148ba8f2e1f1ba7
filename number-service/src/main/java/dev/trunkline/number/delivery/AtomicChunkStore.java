package dev.trunkline.number.delivery;

import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.platform.inbox.InboundEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chunks that wait for the others they are applied together with. */
@ApplicationScoped
class AtomicChunkStore {

    private static final String OF_ATTEMPT =
            " where upload_id = ? and attempt = ? and tenant_id = ? and operator_id = ?";

    private static final String PUT =
            """
            insert into staged_chunk (upload_id, attempt, chunk, tenant_id, operator_id, refused, payload)
            values (?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private static final String ALL = "select payload from staged_chunk" + OF_ATTEMPT + " order by chunk";

    private static final String ANY_REFUSED =
            "select exists (select 1 from staged_chunk" + OF_ATTEMPT + " and refused) as refused";

    private static final String DELETE = "delete from staged_chunk" + OF_ATTEMPT;

    /** @param refused it could not be applied, so that none of them can */
    void put(Connection connection, UploadChunkSubmitted chunk, boolean refused) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PUT)) {
            insert.setObject(1, chunk.uploadId());
            insert.setInt(2, chunk.attempt());
            insert.setInt(3, chunk.chunk());
            insert.setObject(4, chunk.tenantId());
            insert.setObject(5, chunk.operatorId());
            insert.setBoolean(6, refused);
            insert.setString(7, StoredJson.write(chunk));
            insert.executeUpdate();
        }
    }

    /** The event as if it had brought the items of all chunks; empty until all are there. */
    Optional<InboundEvent> whole(Connection connection, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Integer expected = chunk.atomicChunks();
        List<UploadChunkSubmitted> parts = all(connection, chunk);
        if (expected == null || parts.size() < expected) {
            return Optional.empty();
        }
        List<Item> items = parts.stream().flatMap(part -> part.items().stream()).toList();
        return Optional.of(with(event, copy(chunk, chunk.dryRun(), expected, items)));
    }

    boolean anyRefused(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        try (PreparedStatement select = ofAttempt(connection, ANY_REFUSED, chunk);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean("refused");
        }
    }

    /** Takes out all chunks, in their order. */
    List<UploadChunkSubmitted> take(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        List<UploadChunkSubmitted> parts = all(connection, chunk);
        try (PreparedStatement delete = ofAttempt(connection, DELETE, chunk)) {
            delete.executeUpdate();
        }
        return parts;
    }

    /** The same event, to be judged without effect. */
    static InboundEvent asDryRun(InboundEvent event) {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        return with(event, copy(chunk, true, chunk.atomicChunks(), chunk.items()));
    }

    private static List<UploadChunkSubmitted> all(Connection connection, UploadChunkSubmitted chunk)
            throws SQLException {
        List<UploadChunkSubmitted> parts = new ArrayList<>();
        try (PreparedStatement select = ofAttempt(connection, ALL, chunk);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                parts.add(StoredJson.read(rows.getString(1), UploadChunkSubmitted.class));
            }
        }
        return parts;
    }

    private static PreparedStatement ofAttempt(Connection connection, String sql, UploadChunkSubmitted chunk)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setObject(1, chunk.uploadId());
        statement.setInt(2, chunk.attempt());
        statement.setObject(3, chunk.tenantId());
        statement.setObject(4, chunk.operatorId());
        return statement;
    }

    private static InboundEvent with(InboundEvent event, UploadChunkSubmitted payload) {
        return new InboundEvent(
                event.id(),
                event.type(),
                event.recordKey(),
                event.tenantId(),
                event.revision(),
                event.time(),
                event.correlationId(),
                event.traceparent(),
                payload);
    }

    private static UploadChunkSubmitted copy(
            UploadChunkSubmitted chunk, boolean dryRun, @Nullable Integer atomicChunks, List<Item> items) {
        return new UploadChunkSubmitted(
                chunk.uploadId(),
                chunk.attempt(),
                chunk.chunk(),
                dryRun,
                atomicChunks,
                chunk.operatorId(),
                chunk.tenantId(),
                chunk.orderId(),
                chunk.orderType(),
                chunk.enablementEpoch(),
                chunk.enablementRevision(),
                items);
    }
}
