package dev.trunkline.number.operation;

import dev.trunkline.contracts.Ids;
import dev.trunkline.number.operation.OperationQueries.Operation;
import dev.trunkline.number.operation.OperationStore.AcceptedRow;
import dev.trunkline.number.operation.OperationStore.Running;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.background.AfterCommit;
import dev.trunkline.platform.outbox.Origin;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Accepts bulk work, shows it and cancels it. What is accepted is done by {@link OperationBatch}, whichever process runs then. */
@ApplicationScoped
class OperationService {

    private final Map<OperationKind, BulkWork> works = new EnumMap<>(OperationKind.class);
    private final OperationStore store;
    private final OperationQueries queries;
    private final AcceptedNumbers numbers;
    private final DataSource dataSource;
    private final Caller caller;
    private final OperationJob job;
    private final AfterCommit afterCommit;
    private final OperationConfig config;

    OperationService(
            @All List<BulkWork> works,
            OperationStore store,
            OperationQueries queries,
            AcceptedNumbers numbers,
            DataSource dataSource,
            Caller caller,
            OperationJob job,
            AfterCommit afterCommit,
            OperationConfig config) {
        works.forEach(work -> this.works.put(work.kind(), work));
        this.store = store;
        this.queries = queries;
        this.numbers = numbers;
        this.dataSource = dataSource;
        this.caller = caller;
        this.job = job;
        this.afterCommit = afterCommit;
        this.config = config;
    }

    BulkWork work(OperationKind kind) {
        BulkWork work = works.get(kind);
        if (work == null) {
            throw new IllegalStateException("no feature does " + kind);
        }
        return work;
    }

    /** Accepts what can be done; rows for which that is known not to be so have failed with it. Within the caller's transaction. */
    OperationView accept(UUID tenantId, OperationKind kind, List<TableRow> sent, @Nullable String reason) {
        AcceptedRows accepted = new AcceptedRows(work(kind), sent, config.maxRows());
        return inTransaction(connection -> {
            List<AcceptedRow> rows = accepted.with(numbers.find(connection, tenantId, accepted.numbers()));
            int failed =
                    (int) rows.stream().filter(row -> !row.errors().isEmpty()).count();
            boolean ended = failed == rows.size();
            UUID operationId = Ids.next();
            OperationView operation = new OperationView(
                    operationId,
                    kind,
                    ended ? OperationStatus.afterLastRow(failed) : OperationStatus.RUNNING,
                    new OperationView.Counts(rows.size(), rows.size() - failed, 0, failed, 0),
                    0,
                    reason,
                    caller.subject(),
                    Instant.EPOCH,
                    null);
            store.insert(connection, tenantId, operation, Origin.of(caller));
            store.insertRows(connection, tenantId, operationId, rows);
            afterCommit.run(job::wake);
            return find(connection, tenantId, operationId).view();
        });
    }

    @Transactional
    OperationView get(UUID tenantId, UUID operationId) {
        return inTransaction(
                connection -> find(connection, tenantId, operationId).view());
    }

    @Transactional
    Page<OperationView> list(UUID tenantId, @Nullable OperationStatus status, PageRequest page) {
        UUID before = page.after(UUID::fromString);
        return Page.of(
                inTransaction(connection -> queries.list(connection, tenantId, status, before, page.limit() + 1)),
                page,
                operation -> operation.operationId().toString(),
                operation -> operation);
    }

    @Transactional
    Page<OperationRowView> rows(
            UUID tenantId, UUID operationId, @Nullable OperationRowStatus status, PageRequest page) {
        Integer after = page.after(Integer::valueOf);
        return Page.of(
                inTransaction(connection -> {
                    find(connection, tenantId, operationId);
                    return queries.rows(
                            connection, tenantId, operationId, status, after == null ? 0 : after, page.limit() + 1);
                }),
                page,
                row -> Integer.toString(row.position()),
                row -> row);
    }

    /** Cancels the rows that wait, after the batch that is under way; what was done stays done. Within the caller's transaction. */
    OperationView cancel(UUID tenantId, UUID operationId) {
        return inTransaction(connection -> {
            find(connection, tenantId, operationId);
            OperationLock.take(connection, operationId);
            OperationView operation = find(connection, tenantId, operationId).view();
            if (operation.status() == OperationStatus.CANCELLED) {
                return operation;
            }
            if (!operation.status().canBecome(OperationStatus.CANCELLED)) {
                throw new ProblemException(
                        OperationProblem.OPERATION_ENDED, "Every row of it has ended; …/rows tells how.");
            }
            store.cancel(connection, new Running(tenantId, operationId, Origin.of(caller)));
            return find(connection, tenantId, operationId).view();
        });
    }

    private Operation find(Connection connection, UUID tenantId, UUID operationId) throws SQLException {
        return queries.find(connection, tenantId, operationId)
                .orElseThrow(() -> new ProblemException(
                        OperationProblem.OPERATION_UNKNOWN, "GET …/operations lists the tenant's operations."));
    }

    private interface Work<T> {
        T over(Connection connection) throws SQLException;
    }

    /** Over the connection of the current transaction, which sees the tenant's rows alone. */
    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.over(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the operation could not be read or written", e);
        }
    }
}
