package dev.trunkline.operator.upload;

import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.consent.ConsentGuard;
import dev.trunkline.operator.database.DatabaseException;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.operator.order.Order;
import dev.trunkline.operator.order.OrderDeliveries;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Receives uploads and shows them.
 *
 * <p>Two transactions take part. A session of its own notes that a body is coming and stores its rows, so that a dead process leaves
 * something to find. The request's transaction, last, decides what the whole body means: it alone lets anything be handed out.
 */
@ApplicationScoped
class UploadService {

    private final RequestDatabase database;
    private final javax.sql.DataSource background;
    private final UploadStore store;
    private final UploadBulkStore rows;
    private final OrderDeliveries orders;
    private final ConsentGuard consents;
    private final SettingsStore settings;
    private final ChunkDispatcher dispatcher;
    private final TransactionSynchronizationRegistry transactions;
    private final Caller caller;
    private final UploadConfig config;
    private final Semaphore places;

    UploadService(
            RequestDatabase database,
            @DataSource("background") javax.sql.DataSource background,
            UploadStore store,
            UploadBulkStore rows,
            OrderDeliveries orders,
            ConsentGuard consents,
            SettingsStore settings,
            ChunkDispatcher dispatcher,
            TransactionSynchronizationRegistry transactions,
            Caller caller,
            UploadConfig config) {
        this.database = database;
        this.background = background;
        this.store = store;
        this.rows = rows;
        this.orders = orders;
        this.consents = consents;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.caller = caller;
        this.config = config;
        this.places = new Semaphore(config.concurrentReceptions());
    }

    /**
     * Receives a body to its end, checks its rows and lets them be handed out with the commit of the current transaction.
     *
     * @param declaredLength of the body in bytes; null when the client did not say
     * @return the upload, or the first one of the same content
     */
    @Transactional
    Upload receive(UUID operatorId, UUID orderId, InputStream body, @Nullable Long declaredLength) {
        Expected expected = database.call(connection -> expect(connection, operatorId, orderId));
        Order.Terms terms = expected.order().terms();
        UploadBulkStore.Owner owner = new UploadBulkStore.Owner(Ids.next(), orderId, operatorId, terms.tenantId());
        try (Reception reception = open(owner.uploadId())) {
            reception.inTransaction(connection -> store.insertReceived(connection, owner, terms.enablementEpoch()));
            byte[] digest = takeIn(reception, owner, expected, new UploadBody(body, declaredLength));
            return database.call(connection -> conclude(connection, owner, terms, expected.settings(), digest));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Transactional
    Upload get(UUID operatorId, UUID uploadId) {
        return database.call(connection -> store.find(connection, operatorId, uploadId))
                .orElseThrow(UploadProblem::uploadNotFound);
    }

    @Transactional
    Page<UploadView> ofOrder(UUID operatorId, UUID orderId, PageRequest page) {
        List<Upload> uploads = database.call(
                connection -> store.ofOrder(connection, operatorId, orderId, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(uploads, page, upload -> upload.uploadId().toString(), UploadView::of);
    }

    @Transactional
    Page<UploadRowView> rows(UUID operatorId, UUID uploadId, @Nullable RowStatus status, PageRequest page) {
        List<UploadRowView> views = database.call(connection -> {
            if (store.find(connection, operatorId, uploadId).isEmpty()) {
                throw UploadProblem.uploadNotFound();
            }
            return store.rows(connection, operatorId, uploadId, status, PageKeys.number(page), page.limit() + 1);
        });
        return Page.of(views, page, row -> Integer.toString(row.line()), row -> row);
    }

    private record Expected(Order order, OperatorSettings settings) {}

    /** Refuses early what is refused for certain; nothing is held while the body comes, and it is asked again at its end. */
    private Expected expect(Connection connection, UUID operatorId, UUID orderId) throws SQLException {
        Order order = orders.find(connection, operatorId, orderId);
        OperatorSettings operator = settings.find(connection, operatorId).orElseThrow();
        Order.Terms terms = order.terms();
        consents.expectActive(connection, operatorId, terms.tenantId(), operator, terms.enablementEpoch());
        return new Expected(order, operator);
    }

    private Reception open(UUID uploadId) throws SQLException {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    UploadProblem.BUSY, "Send the upload again in a few seconds; nothing of it was kept.");
        }
        Connection session = null;
        try {
            session = background.getConnection();
            return new Reception(session, uploadId, places);
        } catch (SQLException e) {
            places.release();
            if (session != null) {
                session.close();
            }
            throw e;
        }
    }

    private byte[] takeIn(Reception reception, UploadBulkStore.Owner owner, Expected expected, UploadBody body)
            throws SQLException {
        RowCheck check = new RowCheck(
                expected.order().terms().lines(), expected.settings().offers());
        String failure = "The body could not be read to its end; nothing was kept.";
        boolean whole = false;
        try {
            reception.inTransaction(connection -> rows.store(connection, owner, body.rows(check, config.maxRows())));
            byte[] digest = body.requireWhole();
            whole = true;
            return digest;
        } catch (ProblemException e) {
            failure = Objects.requireNonNullElse(e.getMessage(), failure);
            throw e;
        } finally {
            if (!whole) {
                String why = failure;
                reception.inTransaction(connection -> store.fail(connection, owner.uploadId(), why));
            }
        }
    }

    /** Lock order: consent, order, upload, rows. */
    private Upload conclude(
            Connection connection,
            UploadBulkStore.Owner owner,
            Order.Terms terms,
            OperatorSettings operator,
            byte[] digest)
            throws SQLException {
        UUID operatorId = owner.operatorId();
        UUID uploadId = owner.uploadId();
        consents.holdActive(connection, operatorId, owner.tenantId(), operator, terms.enablementEpoch());
        Order order = orders.lock(connection, operatorId, owner.orderId());
        Optional<Upload> same = store.findSameContent(connection, operatorId, owner.orderId(), digest);
        if (same.isPresent()) {
            store.forget(connection, operatorId, uploadId);
            return same.get();
        }
        if (!store.beginValidating(connection, operatorId, uploadId, digest)) {
            throw new ProblemException(UploadProblem.UPLOAD_INCOMPLETE, "The upload was given up. Send it again.");
        }
        rows.rejectBeyondQuantity(connection, operatorId, owner.orderId(), uploadId);
        store.beginDelivering(connection, operatorId, uploadId);
        store.completeSettled(connection, List.of(uploadId));
        Upload upload = store.find(connection, operatorId, uploadId).orElseThrow();
        if (upload.pending() > 0) {
            orders.beginFulfilling(connection, order, caller.subject());
            wakeAfterCommit();
        }
        return upload;
    }

    private void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    dispatcher.wake();
                }
            }
        });
    }
}
