package dev.trunkline.number.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows operations and their rows. */
@ApplicationScoped
class OperationQueries {

    private static final String COLUMNS =
            """
            operation_id, kind, status, total, succeeded, failed, cancelled, reason, accepted_by, correlation_id, accepted_at, ended_at
            """;

    private static final String FIND = "select " + COLUMNS + " from operation where tenant_id = ? and operation_id = ?";

    /** Ids are made in the order of time. */
    private static final String LIST = "select " + COLUMNS
            + """
               from operation
              where tenant_id = ? and (cast(? as text) is null or status = ?) and (cast(? as uuid) is null or operation_id < ?)
              order by operation_id desc
              limit ?
              """;

    private static final String ROWS =
            """
            select position, line, sent, number, status, errors, warnings
              from operation_row
             where tenant_id = ? and operation_id = ? and (cast(? as text) is null or status = ?) and position > ?
             order by position
             limit ?
            """;

    private static final TypeReference<List<ProblemError>> ERRORS = new TypeReference<>() {};
    private static final TypeReference<List<NumberWarning>> WARNINGS = new TypeReference<>() {};

    /** An operation and what its changes say of their author. */
    record Operation(OperationView view, @Nullable String correlationId) {}

    Optional<Operation> find(Connection connection, UUID tenantId, UUID operationId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setObject(1, tenantId);
            select.setObject(2, operationId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(operation(row)) : Optional.empty();
            }
        }
    }

    /** The tenant's operations, the latest first. */
    List<OperationView> list(
            Connection connection, UUID tenantId, @Nullable OperationStatus status, @Nullable UUID before, int limit)
            throws SQLException {
        List<OperationView> operations = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LIST)) {
            select.setObject(1, tenantId);
            select.setString(2, status == null ? null : status.wire());
            select.setString(3, status == null ? null : status.wire());
            select.setObject(4, before, java.sql.Types.OTHER);
            select.setObject(5, before, java.sql.Types.OTHER);
            select.setInt(6, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    operations.add(operation(row).view());
                }
            }
        }
        return operations;
    }

    List<OperationRowView> rows(
            Connection connection,
            UUID tenantId,
            UUID operationId,
            @Nullable OperationRowStatus status,
            int after,
            int limit)
            throws SQLException {
        List<OperationRowView> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setObject(1, tenantId);
            select.setObject(2, operationId);
            select.setString(3, status == null ? null : status.wire());
            select.setString(4, status == null ? null : status.wire());
            select.setInt(5, after);
            select.setInt(6, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Long number = row.getObject("number", Long.class);
                    String errors = row.getString("errors");
                    String warnings = row.getString("warnings");
                    rows.add(new OperationRowView(
                            row.getInt("position"),
                            row.getInt("line"),
                            number == null ? row.getString("sent") : new E164Number(number).toString(),
                            OperationRowStatus.fromString(row.getString("status")),
                            errors == null ? null : read(errors, ERRORS),
                            warnings == null ? null : read(warnings, WARNINGS)));
                }
            }
        }
        return rows;
    }

    private static Operation operation(ResultSet row) throws SQLException {
        int total = row.getInt("total");
        int succeeded = row.getInt("succeeded");
        int failed = row.getInt("failed");
        int cancelled = row.getInt("cancelled");
        int pending = total - succeeded - failed - cancelled;
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Operation(
                new OperationView(
                        row.getObject("operation_id", UUID.class),
                        OperationKind.fromString(row.getString("kind")),
                        OperationStatus.fromString(row.getString("status")),
                        new OperationView.Counts(total, pending, succeeded, failed, cancelled),
                        OperationView.percentage(total, pending),
                        row.getString("reason"),
                        row.getString("accepted_by"),
                        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                        endedAt == null ? null : endedAt.toInstant()),
                row.getString("correlation_id"));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored row cannot be read", e);
        }
    }
}
