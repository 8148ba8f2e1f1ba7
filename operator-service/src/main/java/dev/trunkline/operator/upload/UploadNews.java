package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.operator.feed.FeedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's feed tells of an upload that has ended, also by its failure, and each time that its failed rows were tried again.
 *
 * @param failure why nothing of it counts; only of one that failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadNews(
        UUID uploadId,
        UUID orderId,
        UploadStatus status,
        boolean dryRun,
        boolean atomic,
        int attempt,
        int total,
        int accepted,
        int rejected,
        @Nullable String failure) {

    /** What a statement that ends uploads returns for {@link #tell}. */
    static final String ENDED =
            """
            returning upload_id, order_id, operator_id, tenant_id, status, dry_run, atomic, attempt, total, accepted, rejected,
                      failure, completed_at
            """;

    /**
     * Runs a statement that ends uploads, and tells of each.
     *
     * @return how many it ended
     */
    static int tell(Connection connection, Feed feed, PreparedStatement ending) throws SQLException {
        List<FeedEvent> news = new ArrayList<>();
        try (ResultSet row = ending.executeQuery()) {
            while (row.next()) {
                news.add(of(row));
            }
        }
        feed.append(connection, news);
        return news.size();
    }

    private static FeedEvent of(ResultSet row) throws SQLException {
        UploadNews news = new UploadNews(
                Columns.requiredUuid(row, "upload_id"),
                Columns.requiredUuid(row, "order_id"),
                Columns.wire(row, "status", UploadStatus.class),
                row.getBoolean("dry_run"),
                row.getBoolean("atomic"),
                row.getInt("attempt"),
                row.getInt("total"),
                row.getInt("accepted"),
                row.getInt("rejected"),
                row.getString("failure"));
        Instant endedAt = Columns.requiredInstant(row, "completed_at");
        return new FeedEvent(
                Columns.requiredUuid(row, "operator_id"),
                Ids.next(),
                "upload.completed",
                Columns.requiredUuid(row, "tenant_id"),
                news.uploadId().toString(),
                endedAt,
                news);
    }
}
