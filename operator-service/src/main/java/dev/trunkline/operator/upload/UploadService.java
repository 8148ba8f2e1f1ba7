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
import dev.trunkline.platform.background.AfterCommit;
import dev.trunkline.platform.outbox.Origin;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives uploads and shows them.
 *
 * <p>Two transactions take part. A session of its own notes that a body is coming and stores its rows, so that a dead process leaves
 * something to find. The request's transaction, last, decides what the whole body means: it alone lets anything be handed out.
 */
@ApplicationScoped
class UploadService {

    private static final Logger LOG = Logger.getLogger(UploadService.class);

    private final RequestDatabase database;
    private final javax.sql.DataSource background;
    private final UploadStore store;
    private final UploadBulkStore rows;
    private final UploadRowStore stored;
    private final OrderDeliveries orders;
    private final ConsentGuard consents;
    private final SettingsStore settings;
    private final ChunkDispatcher dispatcher;
    private final AfterCommit afterCommit;
    private final Caller caller;
    private final UploadConfig config;
    private final Semaphore places;

    UploadService(
            RequestDatabase database,
            @DataSource("background") javax.sql.DataSource background,
            UploadStore store,
            UploadBulkStore rows,
            UploadRowStore stored,
            OrderDeliveries orders,
            ConsentGuard consents,
            SettingsStore settings,
            ChunkDispatcher dispatcher,
            AfterCommit afterCommit,
            Caller caller,
            UploadConfig config) {
        this.database = database;
        this.background = background;
        this.store = store;
        this.rows = rows;
        this.stored = stored;
        this.orders = orders;
        this.consents = consents;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.afterCommit = afterCommit;
        this.caller = caller;
        this.config = config;
        this.places = new Semaphore(config.concurrentReceptions());
    }

    /**
     * Receives a body to its end, checks its rows and lets them be handed out with the commit of the current transaction.
     *
     * @return the upload, or the first one of the same content and flags
     */
    @Transactional
    Upload receive(UUID operatorId, UUID orderId, UploadFlags flags, UploadFormat format, UploadBody body) {
        Expected expected = database.call(connection -> expect(connection, operatorId, orderId));
        Order.Terms terms = expected.order().terms();
        UploadBulkStore.Owner owner = new UploadBulkStore.Owner(Ids.next(), orderId, operatorId, terms.tenantId());
        Origin origin = Origin.of(caller);
        try (Reception reception = open(owner.uploadId())) {
            reception.inTransaction(
                    connection -> store.insertReceived(connection, owner, flags, terms.enablementEpoch(), origin));
            byte[] digest = takeIn(reception, owner, flags, body, () -> checked(expected, flags, format, body));
            return database.call(connection -> conclude(connection, owner, flags, expected, digest));
        } catch (SQLException e) {
            throw StorageFull.orElse(e, new DatabaseException(e));
        } catch (DatabaseException e) {
            throw StorageFull.orElse(e.getCause(), e);
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
        List<UploadRowStore.StoredRow> found = database.call(connection -> {
            if (store.find(connection, operatorId, uploadId).isEmpty()) {
                throw UploadProblem.uploadNotFound();
            }
            return stored.page(connection, operatorId, uploadId, status, PageKeys.number(page), page.limit() + 1);
        });
        return Page.of(found, page, row -> Integer.toString(row.position()), UploadRowStore.StoredRow::result);
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

    private Iterator<CheckedRow> checked(Expected expected, UploadFlags flags, UploadFormat format, UploadBody body) {
        RowCheck check = new RowCheck(
                expected.order().terms().lines(), expected.settings().offers());
        int limit = flags.atomic() ? Math.min(config.atomicRows(), config.maxRows()) : config.maxRows();
        return body.rows(format, check, limit);
    }

    private byte[] takeIn(
            Reception reception,
            UploadBulkStore.Owner owner,
            UploadFlags flags,
            UploadBody body,
            Supplier<Iterator<CheckedRow>> checked)
            throws SQLException {
        String failure = "The body could not be read to its end; nothing was kept.";
        boolean whole = false;
        try {
            reception.inTransaction(connection -> rows.store(connection, owner, checked.get()));
            byte[] digest = body.requireWhole(flags);
            whole = true;
            return digest;
        } catch (ProblemException e) {
            failure = Objects.requireNonNullElse(e.getMessage(), failure);
            if (e.type() == UploadProblem.UPLOAD_INCOMPLETE) {
                LOG.infof("upload=%s client went away before the end of its body", owner.uploadId());
            }
            throw e;
        } catch (SQLException e) {
            failure = "The rows could not be stored; nothing was kept.";
            throw e;
        } finally {
            if (!whole) {
                giveUp(reception, owner.uploadId(), failure);
            }
        }
    }

    /** What cannot be noted now, on a full disk for example, the sweeper finds and notes later. */
    private void giveUp(Reception reception, UUID uploadId, String why) {
        try {
            reception.inTransaction(connection -> store.fail(connection, uploadId, why));
        } catch (SQLException | DatabaseException e) {
            LOG.warnf("upload=%s could not be marked as failed yet: %s", uploadId, e.getMessage());
        }
    }

    /** Lock order: consent, order, upload, rows. */
    private Upload conclude(
            Connection connection, UploadBulkStore.Owner owner, UploadFlags flags, Expected expected, byte[] digest)
            throws SQLException {
        UUID operatorId = owner.operatorId();
        UUID uploadId = owner.uploadId();
        consents.holdActive(
                connection,
                operatorId,
                owner.tenantId(),
                expected.settings(),
                expected.order().terms().enablementEpoch());
        Order order = orders.lock(connection, operatorId, owner.orderId());
        Optional<Upload> same = store.findSameContent(connection, operatorId, owner.orderId(), digest, uploadId);
        if (same.isPresent()) {
            store.forget(connection, operatorId, uploadId);
            return same.get();
        }
        if (!store.beginValidating(connection, operatorId, uploadId, digest)) {
            throw new ProblemException(UploadProblem.UPLOAD_INCOMPLETE, "The upload was given up. Send it again.");
        }
        rows.rejectBeyondQuantity(connection, operatorId, owner.orderId(), uploadId, Upload.FIRST_ATTEMPT);
        if (flags.isAllOrNone()) {
            rows.rejectUnlessAll(connection, operatorId, uploadId, Upload.FIRST_ATTEMPT);
        }
        store.beginDelivering(connection, operatorId, uploadId);
        store.completeSettled(connection, List.of(uploadId));
        Upload upload = store.find(connection, operatorId, uploadId).orElseThrow();
        if (upload.pending() > 0) {
            if (!flags.dryRun()) {
                orders.beginFulfilling(connection, order, caller.subject());
            }
            afterCommit.run(dispatcher::wake);
        }
        return upload;
    }
}
