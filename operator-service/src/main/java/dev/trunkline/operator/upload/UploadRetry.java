package dev.trunkline.operator.upload;

import dev.trunkline.operator.consent.ConsentGuard;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.operator.order.Order;
import dev.trunkline.operator.order.OrderDeliveries;
import dev.trunkline.platform.background.AfterCommit;
import dev.trunkline.platform.outbox.Origin;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tries the failed rows of an upload again, and them alone: as a further attempt, under which answers to earlier ones count no more.
 *
 * <p>Every row is checked anew against the order and the offer as they are now.
 */
@ApplicationScoped
class UploadRetry {

    private static final int ROWS_AT_ONCE = 2_000;

    private final RequestDatabase database;
    private final UploadStore store;
    private final UploadRowStore rows;
    private final RetryBulkStore retries;
    private final UploadBulkStore checks;
    private final OrderDeliveries orders;
    private final ConsentGuard consents;
    private final SettingsStore settings;
    private final ChunkDispatcher dispatcher;
    private final AfterCommit afterCommit;
    private final Caller caller;

    UploadRetry(
            RequestDatabase database,
            UploadStore store,
            UploadRowStore rows,
            RetryBulkStore retries,
            UploadBulkStore checks,
            OrderDeliveries orders,
            ConsentGuard consents,
            SettingsStore settings,
            ChunkDispatcher dispatcher,
            AfterCommit afterCommit,
            Caller caller) {
        this.database = database;
        this.store = store;
        this.rows = rows;
        this.retries = retries;
        this.checks = checks;
        this.orders = orders;
        this.consents = consents;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.afterCommit = afterCommit;
        this.caller = caller;
    }

    /**
     * Begins a further attempt, with the commit of the current transaction.
     *
     * @throws ProblemException 409 for an upload that has not ended or has no failed rows, and what speaks against any upload of the order
     */
    @Transactional
    Upload retry(UUID operatorId, UUID uploadId) {
        return database.call(connection -> {
            Upload seen = store.find(connection, operatorId, uploadId).orElseThrow(UploadProblem::uploadNotFound);
            return again(connection, seen);
        });
    }

    /** Lock order: consent, order, upload, rows. */
    private Upload again(Connection connection, Upload seen) throws SQLException {
        UUID operatorId = seen.operatorId();
        UUID uploadId = seen.uploadId();
        OperatorSettings operator = settings.find(connection, operatorId).orElseThrow();
        consents.holdActive(connection, operatorId, seen.tenantId(), operator, seen.enablementEpoch());
        Order order = orders.lock(connection, operatorId, seen.orderId());
        RetryBulkStore.Begun begun = retries.lock(connection, operatorId, uploadId);
        requireFailedRows(begun);
        Optional<Upload> other =
                store.findSameContent(connection, operatorId, seen.orderId(), begun.digest(), uploadId);
        if (other.isPresent()) {
            throw new ProblemException(
                    UploadProblem.RETRIED_ELSEWHERE,
                    "The same content was sent again as upload " + other.get().uploadId() + ": follow that one.");
        }
        int attempt = begun.attempt() + 1;
        recheck(
                connection,
                operatorId,
                uploadId,
                attempt,
                new RowCheck(order.terms().lines(), operator.offers()));
        retries.rejectRepeated(connection, operatorId, uploadId, attempt);
        checks.rejectBeyondQuantity(connection, operatorId, seen.orderId(), uploadId, attempt);
        if (begun.atomic()) {
            checks.rejectUnlessAll(connection, operatorId, uploadId, attempt);
        }
        store.beginAttempt(connection, operatorId, uploadId, attempt, Origin.of(caller));
        store.completeSettled(connection, List.of(uploadId));
        Upload upload = store.find(connection, operatorId, uploadId).orElseThrow();
        if (upload.pending() > 0) {
            orders.beginFulfilling(connection, order, caller.subject());
            afterCommit.run(dispatcher::wake);
        }
        return upload;
    }

    private static void requireFailedRows(RetryBulkStore.Begun upload) {
        if (upload.dryRun()) {
            throw new ProblemException(
                    UploadProblem.NOTHING_TO_RETRY,
                    "A dry run delivers nothing: correct the rows and upload them without dryRun.");
        }
        switch (upload.status()) {
            case RECEIVED, VALIDATING, DELIVERING ->
                throw new ProblemException(
                        UploadProblem.UPLOAD_RUNNING, "Wait until the upload has ended, then retry what has failed.");
            case COMPLETED ->
                throw new ProblemException(UploadProblem.NOTHING_TO_RETRY, "Every row of the upload was delivered.");
            case FAILED ->
                throw new ProblemException(
                        UploadProblem.NOTHING_TO_RETRY,
                        "The upload failed as a whole and none of its rows were kept: send it again.");
            case COMPLETED_WITH_ERRORS -> {}
        }
    }

    private void recheck(Connection connection, UUID operatorId, UUID uploadId, int attempt, RowCheck check)
            throws SQLException {
        long after = 0;
        List<UploadRowStore.StoredRow> page;
        do {
            page = rows.page(connection, operatorId, uploadId, RowStatus.REJECTED, after, ROWS_AT_ONCE);
            if (!page.isEmpty()) {
                after = page.get(page.size() - 1).position();
                List<CheckedRow> checked =
                        page.stream().map(row -> check.check(row.submitted())).toList();
                retries.write(connection, operatorId, uploadId, attempt, checked);
            }
        } while (page.size() == ROWS_AT_ONCE);
    }
}
