package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.outbox.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows of an upload have been handed out, and which are next. */
@ApplicationScoped
class ChunkStore {

    /** An upload with rows to hand out. */
    record Waiting(UUID operatorId, UUID tenantId, UUID uploadId, Origin origin) {}

    /**
     * The next chunk's upload, locked.
     *
     * @param handedOut line up to which rows have been handed out in this attempt
     * @param underWay rows that were handed out and have no answer yet
     * @param cancelled whether its order is
     */
    record Head(
            UUID orderId,
            String orderType,
            int enablementEpoch,
            UploadFlags flags,
            int attempt,
            int chunks,
            int handedOut,
            int underWay,
            boolean cancelled) {}

    private static final String NEXT =
            """
            select r.line, r.telephone_number, r.country, r.service, r.usage, r.additional_usages, r.mobile, r.toll_free, r.city,
                   r.civic_address_id, r.location_id, r.allow_tenant_address_update, r.displayed_country_code, l.country_epoch
            from upload_rows r
            join order_lines l on l.order_id = r.order_id and l.line = r.order_line
            where r.upload_id = ? and r.operator_id = ? and r.attempt = ? and r.line > ? and %s
            order by r.line
            limit ?
            """;

    /** Uploads with rows that nobody was handed yet, of all operators, in the order of their ids after the given one. */
    List<Waiting> waiting(Connection connection, @Nullable UUID after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select u.operator_id, u.tenant_id, u.upload_id, u.correlation_id, u.traceparent
                from uploads u
                where u.status = 'delivering' and u.upload_id > ? and u.total > u.accepted + u.rejected + u.under_way
                order by u.upload_id
                limit ?
                """)) {
            statement.setObject(1, after == null ? new UUID(0, 0) : after);
            statement.setInt(2, limit);
            List<Waiting> waiting = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new Waiting(
                            Columns.requiredUuid(rows, "operator_id"),
                            Columns.requiredUuid(rows, "tenant_id"),
                            Columns.requiredUuid(rows, "upload_id"),
                            new Origin(rows.getString("correlation_id"), rows.getString("traceparent"))));
                }
            }
            return waiting;
        }
    }

    /** The upload, locked until the transaction ends; empty when it delivers no more, and while its order is being cancelled. */
    Optional<Head> lock(Connection connection, Waiting upload) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select u.order_id, o.type, u.enablement_epoch, u.dry_run, u.atomic, u.attempt, u.chunks,
                       u.handed_out_line, u.under_way, o.status = 'cancelled' as cancelled
                from uploads u
                join orders o on o.order_id = u.order_id
                where u.upload_id = ? and u.operator_id = ? and u.status = 'delivering' and o.cancellation_id is null
                for update of u
                """)) {
            statement.setObject(1, upload.uploadId());
            statement.setObject(2, upload.operatorId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Head(
                                Columns.requiredUuid(row, "order_id"),
                                Columns.text(row, "type"),
                                row.getInt("enablement_epoch"),
                                new UploadFlags(row.getBoolean("dry_run"), row.getBoolean("atomic")),
                                row.getInt("attempt"),
                                row.getInt("chunks"),
                                row.getInt("handed_out_line"),
                                row.getInt("under_way"),
                                row.getBoolean("cancelled")))
                        : Optional.empty();
            }
        }
    }

    /** The next rows of the upload's attempt that nobody was handed. */
    List<UploadChunkSubmitted.Item> next(Connection connection, Waiting upload, Head head, int limit)
            throws SQLException {
        AttemptRows.inOrder(connection);
        try (PreparedStatement statement =
                connection.prepareStatement(NEXT.formatted(AttemptRows.of(head.attempt())))) {
            statement.setObject(1, upload.uploadId());
            statement.setObject(2, upload.operatorId());
            statement.setInt(3, head.attempt());
            statement.setInt(4, head.handedOut());
            statement.setInt(5, limit);
            List<UploadChunkSubmitted.Item> items = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(item(rows));
                }
            }
            return items;
        }
    }

    /** Notes that the next pending rows, up to a line, are this chunk's. */
    void handOut(Connection connection, Waiting upload, int chunk, long lastLine, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads set chunks = ?, handed_out_line = ?, under_way = under_way + ?
                where upload_id = ? and operator_id = ?
                """)) {
            statement.setInt(1, chunk);
            statement.setLong(2, lastLine);
            statement.setInt(3, rows);
            statement.setObject(4, upload.uploadId());
            statement.setObject(5, upload.operatorId());
            statement.executeUpdate();
        }
    }

    /**
     * Rejects rows that were never handed out: nothing of them can land any more.
     *
     * @param lines which; null for all that are left
     */
    void reject(
            Connection connection, Waiting upload, Head head, @Nullable List<Long> lines, String code, String detail)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                with rejected as (
                    update upload_rows set status = 'rejected', code = ?, detail = ?
                    where upload_id = ? and operator_id = ? and attempt = ? and status = 'pending' and line > ?
                      and (?::integer[] is null or line = any (?))
                    returning 1
                )
                update uploads set rejected = rejected + (select count(*) from rejected)
                where upload_id = ? and operator_id = ?
                """)) {
            Array some = lines == null ? null : connection.createArrayOf("integer", lines.toArray());
            statement.setString(1, code);
            statement.setString(2, detail);
            statement.setObject(3, upload.uploadId());
            statement.setObject(4, upload.operatorId());
            statement.setInt(5, head.attempt());
            statement.setInt(6, head.handedOut());
            statement.setArray(7, some);
            statement.setArray(8, some);
            statement.setObject(9, upload.uploadId());
            statement.setObject(10, upload.operatorId());
            statement.executeUpdate();
        }
    }

    private static UploadChunkSubmitted.Item item(ResultSet row) throws SQLException {
        return new UploadChunkSubmitted.Item(
                row.getLong("line"),
                new E164Number(row.getLong("telephone_number")),
                Columns.text(row, "country"),
                Columns.wire(row, "service", OfferedService.class),
                Columns.wire(row, "usage", Usage.class),
                Columns.texts(row, "additional_usages").stream()
                        .map(Usage::fromString)
                        .toList(),
                row.getBoolean("mobile"),
                row.getBoolean("toll_free"),
                row.getString("city"),
                Columns.uuid(row, "civic_address_id"),
                Columns.uuid(row, "location_id"),
                Columns.bool(row, "allow_tenant_address_update"),
                row.getString("displayed_country_code"),
                row.getObject("country_epoch", Integer.class));
    }
}
