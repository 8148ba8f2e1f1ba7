package dev.trunkline.number.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.platform.outbox.Origin;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the tables {@code operation} and {@code operation_row}, and finds what is to be done. */
@ApplicationScoped
class OperationStore {

    private static final String INSERT =
            """
            insert into operation (operation_id, tenant_id, kind, status, reason, accepted_by, correlation_id, traceparent, total, failed,
                                   ended_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, case when ? then business_now() end)
            """;

    private static final String INSERT_ROWS =
            """
            insert into operation_row (operation_id, position, tenant_id, line, sent, number, holding_id, accepted_revision, fields,
                                       status, errors)
            select ?, r.position, ?, r.line, r.sent, r.number, r.holding_id, r.accepted_revision, r.fields, r.status, r.errors
              from jsonb_to_recordset(?::jsonb) as r(position integer, line integer, sent text, number bigint, holding_id uuid,
                                                     accepted_revision bigint, fields jsonb, status text, errors jsonb)
            """;

    /** Whose turn it is: the one that was last worked at longest ago. */
    private static final String RUNNING =
            "select tenant_id, operation_id, correlation_id, traceparent from operation where status = 'running' order by changed_at limit ?";

    private static final String NEXT =
            """
            select position, number, holding_id, accepted_revision, fields
              from operation_row
             where tenant_id = ? and operation_id = ? and status = 'pending'
             order by number
             limit ?
            """;

    private static final String END_ROWS =
            """
            update operation_row o
               set status = r.status, errors = r.errors, warnings = r.warnings
              from jsonb_to_recordset(?::jsonb) as r(position integer, status text, errors jsonb, warnings jsonb)
             where o.tenant_id = ? and o.operation_id = ? and o.position = r.position
               and o.status = any (case when r.errors is null then ?::text[] else ?::text[] end)
            """;

    private static final String COUNT =
            """
            update operation
               set succeeded = succeeded + ?, failed = failed + ?, changed_at = business_now(),
                   status = case when succeeded + failed + ? < total then status
                                 when failed + ? = 0 then 'completed' else 'completedWithErrors' end,
                   ended_at = case when succeeded + failed + ? = total then business_now() end
             where tenant_id = ? and operation_id = ? and status = 'running'
            """;

    private static final String CANCEL_ROWS =
            "update operation_row set status = ? where tenant_id = ? and operation_id = ? and status = any (?)";

    private static final String CANCEL =
            """
            update operation
               set status = 'cancelled', cancelled = ?, changed_at = business_now(), ended_at = business_now()
             where tenant_id = ? and operation_id = ? and status = 'running'
            """;

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    /** An operation that runs. */
    record Running(UUID tenantId, UUID operationId, Origin origin) {}

    /** A row at its acceptance; without a holding it has failed. */
    record AcceptedRow(
            int position,
            int line,
            @Nullable String sent,
            @Nullable E164Number number,
            @Nullable UUID holdingId,
            @Nullable Long revision,
            Map<String, String> fields,
            List<ProblemError> errors) {

        OperationRowStatus status() {
            return errors.isEmpty() ? OperationRowStatus.PENDING : OperationRowStatus.FAILED;
        }
    }

    /** How a row ended. */
    record EndedRow(int position, List<ProblemError> errors, List<NumberWarning> warnings) {}

    void insert(Connection connection, UUID tenantId, OperationView operation, Origin origin) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, operation.operationId());
            insert.setObject(2, tenantId);
            insert.setString(3, operation.kind().wire());
            insert.setString(4, operation.status().wire());
            insert.setString(5, operation.reason());
            insert.setString(6, operation.acceptedBy());
            insert.setString(7, origin.correlationId());
            insert.setString(8, origin.traceparent());
            insert.setInt(9, operation.counts().total());
            insert.setInt(10, operation.counts().failed());
            insert.setBoolean(11, operation.status().hasEnded());
            insert.executeUpdate();
        }
    }

    void insertRows(Connection connection, UUID tenantId, UUID operationId, List<AcceptedRow> rows)
            throws SQLException {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (AcceptedRow row : rows) {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("position", row.position());
            cells.put("line", row.line());
            cells.put("sent", row.sent());
            cells.put("number", row.number() == null ? null : row.number().digits());
            cells.put("holding_id", row.holdingId());
            cells.put("accepted_revision", row.revision());
            cells.put("fields", row.fields());
            cells.put("status", row.status());
            cells.put("errors", row.errors().isEmpty() ? null : row.errors());
            json.add(cells);
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ROWS)) {
            insert.setObject(1, operationId);
            insert.setObject(2, tenantId);
            insert.setString(3, json(json));
            insert.executeUpdate();
        }
    }

    List<Running> running(Connection connection, int limit) throws SQLException {
        List<Running> running = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(RUNNING)) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    running.add(new Running(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            new Origin(row.getString(3), row.getString(4))));
                }
            }
        }
        return running;
    }

    /** The next rows that wait, in number order. */
    List<BulkRow> next(Connection connection, Running operation, int limit) throws SQLException {
        List<BulkRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setObject(1, operation.tenantId());
            select.setObject(2, operation.operationId());
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new BulkRow(
                            row.getInt("position"),
                            new E164Number(row.getLong("number")),
                            row.getObject("holding_id", UUID.class),
                            row.getLong("accepted_revision"),
                            read(row.getString("fields"), FIELDS)));
                }
            }
        }
        return rows;
    }

    /** Notes how rows ended, and the operation with the last of them. */
    void end(Connection connection, Running operation, List<EndedRow> rows) throws SQLException {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        int failed = 0;
        for (EndedRow row : rows) {
            boolean refused = !row.errors().isEmpty();
            failed += refused ? 1 : 0;
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("position", row.position());
            cells.put("status", refused ? OperationRowStatus.FAILED : OperationRowStatus.SUCCEEDED);
            cells.put("errors", refused ? row.errors() : null);
            cells.put("warnings", row.warnings().isEmpty() ? null : row.warnings());
            json.add(cells);
        }
        try (PreparedStatement update = connection.prepareStatement(END_ROWS)) {
            update.setString(1, json(json));
            update.setObject(2, operation.tenantId());
            update.setObject(3, operation.operationId());
            update.setArray(4, before(connection, OperationRowStatus.SUCCEEDED));
            update.setArray(5, before(connection, OperationRowStatus.FAILED));
            int ended = update.executeUpdate();
            if (ended != rows.size()) {
                throw new IllegalStateException((rows.size() - ended) + " rows of the operation have ended before");
            }
        }
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setInt(1, rows.size() - failed);
            update.setInt(2, failed);
            update.setInt(3, rows.size());
            update.setInt(4, failed);
            update.setInt(5, rows.size());
            update.setObject(6, operation.tenantId());
            update.setObject(7, operation.operationId());
            update.executeUpdate();
        }
    }

    /** Cancels what waits; whoever calls has the operation for itself. */
    void cancel(Connection connection, Running operation) throws SQLException {
        int cancelled;
        try (PreparedStatement update = connection.prepareStatement(CANCEL_ROWS)) {
            update.setString(1, OperationRowStatus.CANCELLED.wire());
            update.setObject(2, operation.tenantId());
            update.setObject(3, operation.operationId());
            update.setArray(4, before(connection, OperationRowStatus.CANCELLED));
            cancelled = update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(CANCEL)) {
            update.setInt(1, cancelled);
            update.setObject(2, operation.tenantId());
            update.setObject(3, operation.operationId());
            update.executeUpdate();
        }
    }

    private static Array before(Connection connection, OperationRowStatus status) throws SQLException {
        return connection.createArrayOf("text", status.before());
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored row cannot be read", e);
        }
    }

    private static String json(Object rows) {
        try {
            return ContractJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows cannot be written as JSON", e);
        }
    }
}
