package dev.trunkline.operator.operation;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.operator.feed.FeedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations and their commands, on the request path and in the background alike. */
@ApplicationScoped
public class OperationStore {

    private final Feed feed;

    OperationStore(Feed feed) {
        this.feed = feed;
    }

    /**
     * An operation that begins.
     *
     * @param at business time
     */
    public record Beginning(
            UUID operationId, UUID operatorId, UUID tenantId, OperationKind kind, String requestedBy, Instant at) {}

    /** A command about one number. */
    public record Command(UUID commandId, E164Number telephoneNumber) {}

    /** Begins an operation with its commands; without any it ends by {@link #end}. */
    public void begin(Connection connection, Beginning operation, List<Command> commands) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into operations (operation_id, operator_id, tenant_id, kind, status, requested_by, requested_at)
                values (?, ?, ?, ?, 'running', ?, ?)
                """)) {
            statement.setObject(1, operation.operationId());
            statement.setObject(2, operation.operatorId());
            statement.setObject(3, operation.tenantId());
            statement.setString(4, operation.kind().wire());
            statement.setString(5, operation.requestedBy());
            Columns.setInstant(statement, 6, operation.at());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into operation_commands (command_id, operation_id, operator_id, tenant_id, telephone_number)
                select c.command_id, ?, ?, ?, c.telephone_number
                from unnest(?::uuid[], ?::bigint[]) as c (command_id, telephone_number)
                """)) {
            statement.setObject(1, operation.operationId());
            statement.setObject(2, operation.operatorId());
            statement.setObject(3, operation.tenantId());
            Columns.setArray(
                    connection,
                    statement,
                    4,
                    "uuid",
                    commands.stream().map(Command::commandId).toList());
            Columns.setArray(
                    connection,
                    statement,
                    5,
                    "bigint",
                    commands.stream()
                            .map(command -> command.telephoneNumber().digits())
                            .toList());
            statement.executeUpdate();
        }
    }

    /**
     * Ends an operation that has no commands of its own.
     *
     * @param code why it failed; null when it succeeded
     */
    public void end(
            Connection connection, UUID operatorId, UUID operationId, @Nullable String code, @Nullable String detail)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update operations
                set completed_at = business_now(), status = case when ?::text is null then 'succeeded' else 'failed' end,
                    code = ?, detail = ?
                where operation_id = ? and operator_id = ? and status = 'running'
                returning operation_id, operator_id, tenant_id, kind, status, code, completed_at
                """)) {
            statement.setString(1, code);
            statement.setString(2, code);
            statement.setString(3, detail);
            statement.setObject(4, operationId);
            statement.setObject(5, operatorId);
            tell(connection, statement);
        }
    }

    /**
     * Keeps the first answer to a command.
     *
     * @return the operation that it belongs to; empty for a repeat, and for a command of nobody here
     */
    Optional<UUID> answer(Connection connection, CommandAnswered answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update operation_commands set outcome = ?, code = ?, detail = ?
                where command_id = ? and operator_id = ? and outcome is null
                returning operation_id
                """)) {
            statement.setString(1, answer.outcome().wire());
            statement.setString(2, answer.code());
            statement.setString(3, answer.detail());
            statement.setObject(4, answer.commandId());
            statement.setObject(5, answer.operatorId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Columns.requiredUuid(row, "operation_id")) : Optional.empty();
            }
        }
    }

    /** Ends an operation all of whose commands are answered. */
    void complete(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update operations o
                set completed_at = business_now(),
                    status = case when exists (select 1 from operation_commands c
                                               where c.operation_id = o.operation_id and c.outcome = 'refused')
                                  then 'failed' else 'succeeded' end
                where o.operation_id = ? and o.operator_id = ? and o.status = 'running'
                  and not exists (select 1 from operation_commands c
                                  where c.operation_id = o.operation_id and c.outcome is null)
                returning operation_id, operator_id, tenant_id, kind, status, code, completed_at
                """)) {
            statement.setObject(1, operationId);
            statement.setObject(2, operatorId);
            tell(connection, statement);
        }
    }

    private void tell(Connection connection, PreparedStatement ending) throws SQLException {
        List<FeedEvent> news = new ArrayList<>();
        try (ResultSet row = ending.executeQuery()) {
            while (row.next()) {
                news.add(OperationNews.of(row));
            }
        }
        feed.append(connection, news);
    }

    Optional<OperationView> find(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        List<OperationView.ResultView> results = results(connection, operatorId, operationId);
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select operation_id, kind, status, requested_at, completed_at, code, detail
                from operations
                where operation_id = ? and operator_id = ?
                """)) {
            statement.setObject(1, operationId);
            statement.setObject(2, operatorId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new OperationView(
                        Columns.requiredUuid(row, "operation_id"),
                        Columns.wire(row, "kind", OperationKind.class),
                        Columns.wire(row, "status", OperationStatus.class),
                        percentage(results, Columns.instant(row, "completed_at")),
                        Columns.requiredInstant(row, "requested_at"),
                        Columns.instant(row, "completed_at"),
                        row.getString("code"),
                        row.getString("detail"),
                        results));
            }
        }
    }

    private static int percentage(List<OperationView.ResultView> results, @Nullable Instant completedAt) {
        if (results.isEmpty()) {
            return completedAt == null ? 0 : 100;
        }
        long answered =
                results.stream().filter(result -> result.outcome() != null).count();
        return (int) (100 * answered / results.size());
    }

    private static List<OperationView.ResultView> results(Connection connection, UUID operatorId, UUID operationId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select telephone_number, outcome, code, detail
                from operation_commands
                where operation_id = ? and operator_id = ?
                order by telephone_number
                """)) {
            statement.setObject(1, operationId);
            statement.setObject(2, operatorId);
            List<OperationView.ResultView> results = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String outcome = row.getString("outcome");
                    results.add(new OperationView.ResultView(
                            new E164Number(row.getLong("telephone_number")),
                            outcome == null ? null : CommandOutcome.fromString(outcome),
                            row.getString("code"),
                            row.getString("detail")));
                }
            }
            return results;
        }
    }
}
