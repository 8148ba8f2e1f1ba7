package dev.trunkline.operator.upload;

import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.platform.outbox.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Uploads in the database, on the request path and in the background alike. */
@ApplicationScoped
class UploadStore {

    private static final String SELECT =
            """
            select upload_id, order_id, operator_id, tenant_id, status, enablement_epoch, attempt, chunks, total, accepted, rejected,
                   skipped, failure, received_at, completed_at, dry_run, atomic, delivering_since, settled_before,
                   business_now() as read_at
            from uploads
            """;

    private final Feed feed;

    UploadStore(Feed feed) {
        this.feed = feed;
    }

    /** Notes that a body is coming. */
    void insertReceived(
            Connection connection, UploadBulkStore.Owner owner, UploadFlags flags, int enablementEpoch, Origin origin)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into uploads (upload_id, order_id, operator_id, tenant_id, status, enablement_epoch, dry_run, atomic,
                    correlation_id, traceparent, received_at)
                values (?, ?, ?, ?, 'received', ?, ?, ?, ?, ?, business_now())
                """)) {
            statement.setObject(1, owner.uploadId());
            statement.setObject(2, owner.orderId());
            statement.setObject(3, owner.operatorId());
            statement.setObject(4, owner.tenantId());
            statement.setInt(5, enablementEpoch);
            statement.setBoolean(6, flags.dryRun());
            statement.setBoolean(7, flags.atomic());
            statement.setString(8, origin.correlationId());
            statement.setString(9, origin.traceparent());
            statement.executeUpdate();
        }
    }

    /**
     * The body was whole: its rows are checked now.
     *
     * @return whether it was waiting for that; not when it was given up
     */
    boolean beginValidating(Connection connection, UUID operatorId, UUID uploadId, byte[] digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads set status = 'validating', digest = ?
                where upload_id = ? and operator_id = ? and status = any (?)
                """)) {
            statement.setBytes(1, digest);
            statement.setObject(2, uploadId);
            statement.setObject(3, operatorId);
            statement.setArray(4, predecessors(connection, UploadStatus.VALIDATING));
            return statement.executeUpdate() == 1;
        }
    }

    /** The rows are checked: what passed can be handed out. */
    void beginDelivering(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads u
                set status = 'delivering', total = c.total, accepted = c.accepted, rejected = c.rejected, skipped = c.skipped,
                    completed_at = null, delivering_since = business_now(), settled_before = c.accepted + c.rejected
                from (
                    select count(*) filter (where r.status <> 'skipped') as total,
                           count(*) filter (where r.status in ('delivered', 'deliverable')
                               or (r.status = 'pending' and r.attempt < n.attempt)) as accepted,
                           count(*) filter (where r.status = 'rejected') as rejected,
                           count(*) filter (where r.status = 'skipped') as skipped
                    from upload_rows r
                    cross join (select attempt from uploads where upload_id = ?) n
                    where r.upload_id = ? and r.operator_id = ?
                ) c
                where u.upload_id = ? and u.operator_id = ? and u.status = any (?)
                """)) {
            statement.setObject(1, uploadId);
            statement.setObject(2, uploadId);
            statement.setObject(3, operatorId);
            statement.setObject(4, uploadId);
            statement.setObject(5, operatorId);
            statement.setArray(6, predecessors(connection, UploadStatus.DELIVERING));
            statement.executeUpdate();
        }
    }

    /** As {@link #beginDelivering}, for rows that are tried again. */
    void beginAttempt(Connection connection, UUID operatorId, UUID uploadId, int attempt, Origin origin)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads set attempt = ?, handed_out_line = 0, under_way = 0, correlation_id = ?, traceparent = ?
                where upload_id = ? and operator_id = ? and status = 'completedWithErrors'
                """)) {
            statement.setInt(1, attempt);
            statement.setString(2, origin.correlationId());
            statement.setString(3, origin.traceparent());
            statement.setObject(4, uploadId);
            statement.setObject(5, operatorId);
            statement.executeUpdate();
        }
        beginDelivering(connection, operatorId, uploadId);
    }

    /** Completes those of the uploads in which every row has its result. */
    void completeSettled(Connection connection, Collection<UUID> uploadIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads
                set status = case when rejected = 0 then 'completed' else 'completedWithErrors' end, completed_at = business_now()
                where upload_id = any (?) and status = any (?) and accepted + rejected = total
                """
                        + UploadNews.ENDED)) {
            Columns.setArray(connection, statement, 1, "uuid", uploadIds);
            statement.setArray(2, predecessors(connection, UploadStatus.COMPLETED));
            UploadNews.tell(connection, feed, statement);
        }
    }

    /** Gives up an upload of which not everything was received. Nothing of it was handed out, and nothing will be. */
    boolean fail(Connection connection, UUID uploadId, String why) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update uploads set status = 'failed', failure = ?, completed_at = business_now()
                where upload_id = ? and status = any (?)
                """
                        + UploadNews.ENDED)) {
            statement.setString(1, why);
            statement.setObject(2, uploadId);
            statement.setArray(3, predecessors(connection, UploadStatus.FAILED));
            if (UploadNews.tell(connection, feed, statement) == 0) {
                return false;
            }
        }
        deleteRows(connection, uploadId);
        return true;
    }

    private static void deleteRows(Connection connection, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from upload_rows where upload_id = ?")) {
            statement.setObject(1, uploadId);
            statement.executeUpdate();
        }
    }

    /** Forgets an upload that turned out to be another one again; its body alone was received. */
    void forget(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "delete from uploads where upload_id = ? and operator_id = ? and status = 'received'")) {
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            if (statement.executeUpdate() == 1) {
                deleteRows(connection, uploadId);
            }
        }
    }

    Optional<Upload> find(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "where upload_id = ? and operator_id = ?")) {
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            return uploads(statement).stream().findFirst();
        }
    }

    /** The upload of the same content for the order that runs or of which everything was delivered. */
    Optional<Upload> findSameContent(
            Connection connection, UUID operatorId, UUID orderId, byte[] digest, UUID otherThan) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT
                        + """
                where order_id = ? and operator_id = ? and digest = ? and upload_id <> ?
                  and (status in ('validating', 'delivering') or (status = 'completed' and not dry_run))
                """)) {
            statement.setObject(1, orderId);
            statement.setObject(2, operatorId);
            statement.setBytes(3, digest);
            statement.setObject(4, otherThan);
            return uploads(statement).stream().findFirst();
        }
    }

    List<Upload> ofOrder(Connection connection, UUID operatorId, UUID orderId, @Nullable UUID after, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT
                        + """
                where order_id = ? and operator_id = ? and (?::uuid is null or upload_id > ?::uuid)
                order by upload_id
                limit ?
                """)) {
            statement.setObject(1, orderId);
            statement.setObject(2, operatorId);
            statement.setObject(3, after);
            statement.setObject(4, after);
            statement.setInt(5, limit);
            return uploads(statement);
        }
    }

    private static List<Upload> uploads(PreparedStatement statement) throws SQLException {
        List<Upload> uploads = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                uploads.add(new Upload(
                        Columns.requiredUuid(row, "upload_id"),
                        Columns.requiredUuid(row, "order_id"),
                        Columns.requiredUuid(row, "operator_id"),
                        Columns.requiredUuid(row, "tenant_id"),
                        Columns.wire(row, "status", UploadStatus.class),
                        new UploadFlags(row.getBoolean("dry_run"), row.getBoolean("atomic")),
                        row.getInt("enablement_epoch"),
                        row.getInt("attempt"),
                        row.getInt("chunks"),
                        row.getInt("total"),
                        row.getInt("accepted"),
                        row.getInt("rejected"),
                        row.getInt("skipped"),
                        row.getString("failure"),
                        Columns.requiredInstant(row, "received_at"),
                        Columns.instant(row, "completed_at"),
                        Columns.instant(row, "delivering_since"),
                        row.getInt("settled_before"),
                        Columns.requiredInstant(row, "read_at")));
            }
        }
        return uploads;
    }

    private static Array predecessors(Connection connection, UploadStatus status) throws SQLException {
        return connection.createArrayOf("text", status.predecessors());
    }
}
