package dev.trunkline.operator.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.FeedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator's feed tells of an operation that has ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationNews(UUID operationId, OperationKind kind, OperationStatus status, @Nullable String code) {

    /** Of a row with operation_id, operator_id, tenant_id, kind, status, code and completed_at. */
    static FeedEvent of(ResultSet row) throws SQLException {
        OperationNews news = new OperationNews(
                Columns.requiredUuid(row, "operation_id"),
                Columns.wire(row, "kind", OperationKind.class),
                Columns.wire(row, "status", OperationStatus.class),
                row.getString("code"));
        return new FeedEvent(
                Columns.requiredUuid(row, "operator_id"),
                Ids.next(),
                "operation.completed",
                Columns.requiredUuid(row, "tenant_id"),
                news.operationId().toString(),
                Columns.requiredInstant(row, "completed_at"),
                news);
    }
}
