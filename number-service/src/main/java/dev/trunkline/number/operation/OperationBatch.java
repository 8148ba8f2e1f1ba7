package dev.trunkline.number.operation;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.operation.BulkWork.Ready;
import dev.trunkline.number.operation.OperationQueries.Operation;
import dev.trunkline.number.operation.OperationStore.EndedRow;
import dev.trunkline.number.operation.OperationStore.Running;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does the next rows of an operation in one transaction: the numbers, their history, their events, the rows and the counts commit together.
 * A process that dies before that has done nothing, and the next one finds the same rows waiting.
 */
@ApplicationScoped
class OperationBatch {

    private static final ProblemError CHANGED = new ProblemError(
            "changed-since-accepted",
            "The number was changed after the operation was accepted: look at it, and send the row again if it still"
                    + " holds.",
            null);

    private final OperationStore store;
    private final OperationQueries queries;
    private final OperationService operations;
    private final NumberSetService numbers;
    private final NumberChanges changes;

    OperationBatch(
            OperationStore store,
            OperationQueries queries,
            OperationService operations,
            NumberSetService numbers,
            NumberChanges changes) {
        this.store = store;
        this.queries = queries;
        this.operations = operations;
        this.numbers = numbers;
        this.changes = changes;
    }

    /**
     * What a batch did.
     *
     * @param rows that have ended with it
     * @param events to append in its transaction
     * @param correlationId of the request that asked for it
     */
    record Done(int rows, List<Event> events, @Nullable String correlationId) {

        static final Done NOTHING = new Done(0, List.of(), null);
    }

    /** Does up to so many rows, or none when somebody else is at it or nothing waits. */
    Done run(Connection connection, Running running, int limit) throws SQLException {
        if (!OperationLock.tryTake(connection, running.operationId())) {
            return Done.NOTHING;
        }
        // Read after the lock: whoever had it before may have ended the operation.
        Optional<Operation> operation = queries.find(connection, running.tenantId(), running.operationId());
        List<BulkRow> rows = store.next(connection, running, limit);
        if (operation.isEmpty() || operation.get().view().status().hasEnded() || rows.isEmpty()) {
            return Done.NOTHING;
        }
        OperationView view = operation.get().view();
        Author author =
                new Author(view.acceptedBy(), view.reason(), operation.get().correlationId());
        return new Done(
                rows.size(),
                apply(connection, running, view.kind(), rows, author),
                operation.get().correlationId());
    }

    /** Ends one row that cannot be done for a reason that nobody foresaw, so that the others can be. */
    Done giveUp(Connection connection, Running running) throws SQLException {
        if (!OperationLock.tryTake(connection, running.operationId())) {
            return Done.NOTHING;
        }
        List<BulkRow> rows = store.next(connection, running, 1);
        List<EndedRow> ended = rows.stream()
                .map(row -> new EndedRow(
                        row.position(),
                        List.of(new ProblemError(
                                "row-failed", "The row could not be carried out; send it again alone.", null)),
                        List.of()))
                .toList();
        if (!ended.isEmpty()) {
            store.end(connection, running, ended);
            showFailed(connection, running, rows.get(0));
        }
        return new Done(rows.size(), List.of(), null);
    }

    /** Unless the number itself is what cannot be written: the row must end. */
    private void showFailed(Connection connection, Running running, BulkRow row) throws SQLException {
        Optional<Operation> operation = queries.find(connection, running.tenantId(), running.operationId());
        Savepoint before = connection.setSavepoint();
        try {
            List<PhoneNumber> numbers = this.numbers.lockHoldings(connection, List.of(row.holdingId())).stream()
                    .filter(number -> number.stage() != HoldingStage.GONE)
                    .toList();
            numbers.forEach(number ->
                    number.showOutcome(operation.orElseThrow().view().kind().failed()));
            this.numbers.update(connection, numbers);
        } catch (SQLException e) {
            connection.rollback(before);
        }
    }

    private List<Event> apply(
            Connection connection, Running running, OperationKind kind, List<BulkRow> rows, Author author)
            throws SQLException {
        BulkWork.Batch batch = operations.work(kind).begin(connection, running.tenantId(), rows);
        Map<UUID, PhoneNumber> locked =
                numbers
                        .lockHoldings(
                                connection,
                                rows.stream().map(BulkRow::holdingId).toList())
                        .stream()
                        .filter(number -> number.tenantId().equals(running.tenantId()))
                        .collect(Collectors.toMap(PhoneNumber::holdingId, Function.identity()));
        List<Ready> ready = new ArrayList<>();
        List<EndedRow> ended = new ArrayList<>();
        for (BulkRow row : rows) {
            PhoneNumber number = locked.get(row.holdingId());
            if (number != null && number.revision() == row.acceptedRevision()) {
                ready.add(new Ready(row, number));
            } else {
                ended.add(failed(row, number, kind, List.of(CHANGED)));
            }
        }
        batch.locked(ready);
        List<List<NumberChange>> done = decide(connection, batch, ready, kind, ended);
        numbers.update(connection, List.copyOf(locked.values()));
        List<Event> events = write(connection, author, done);
        store.end(connection, running, ended);
        return events;
    }

    private static List<List<NumberChange>> decide(
            Connection connection, BulkWork.Batch batch, List<Ready> ready, OperationKind kind, List<EndedRow> ended)
            throws SQLException {
        Moment now = Moment.read(connection);
        List<List<NumberChange>> done = new ArrayList<>();
        for (Ready each : ready) {
            BulkDecision decision = batch.decide(each, now);
            if (decision instanceof BulkDecision.Done success) {
                each.number().showOutcome(ActivationState.ACTIVATED);
                done.add(success.changes());
                ended.add(new EndedRow(each.row().position(), List.of(), success.warnings()));
            } else if (decision instanceof BulkDecision.Refused refused) {
                ended.add(failed(each.row(), each.number(), kind, refused.reasons()));
            }
        }
        return done;
    }

    private static EndedRow failed(
            BulkRow row, @Nullable PhoneNumber number, OperationKind kind, List<ProblemError> reasons) {
        if (number != null && number.stage() != HoldingStage.GONE) {
            number.showOutcome(kind.failed());
        }
        return new EndedRow(row.position(), reasons, List.of());
    }

    /** A number may have changed more than once; history takes the first changes of all, then the second, and so on. */
    private List<Event> write(Connection connection, Author author, List<List<NumberChange>> done) throws SQLException {
        List<Event> events = new ArrayList<>();
        for (int turn = 0; ; turn++) {
            int index = turn;
            List<NumberChange> changed = done.stream()
                    .filter(each -> each.size() > index)
                    .map(each -> each.get(index))
                    .toList();
            if (changed.isEmpty()) {
                return events;
            }
            events.addAll(changes.write(connection, author, changed));
        }
    }
}
