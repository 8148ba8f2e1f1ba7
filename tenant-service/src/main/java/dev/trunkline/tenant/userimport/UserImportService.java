package dev.trunkline.tenant.userimport;

import dev.trunkline.contracts.Ids;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.tenant.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Imports users, all in the transaction of the request: the users, what became of each row, the events, and the key of the request become
 * visible together, and a body that does not come to its end leaves nothing.
 */
@ApplicationScoped
class UserImportService {

    private static final Logger LOG = Logger.getLogger(UserImportService.class);

    private final RequestDatabase database;
    private final UserImportBulkStore users;
    private final UserImportStore imports;
    private final Outbox outbox;
    private final Caller caller;
    private final UserImportConfig config;
    private final Semaphore places;

    UserImportService(
            RequestDatabase database,
            UserImportBulkStore users,
            UserImportStore imports,
            Outbox outbox,
            Caller caller,
            UserImportConfig config) {
        this.database = database;
        this.users = users;
        this.imports = imports;
        this.outbox = outbox;
        this.caller = caller;
        this.config = config;
        this.places = new Semaphore(config.concurrentReceptions());
    }

    /**
     * Receives a body to its end and applies what it says.
     *
     * @param declaredLength of the body in bytes; null when the client did not say
     * @param format how to read rows
     */
    @Transactional
    UserImportView receive(
            UUID tenantId, InputStream body, @Nullable Long declaredLength, Function<InputStream, UserRows> format) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            UserImportProblem.BUSY, "Send the import again in a few seconds; nothing of it was kept.")
                    .withHeader("Retry-After", "5");
        }
        try {
            UserImportBulkStore.Owner owner = new UserImportBulkStore.Owner(tenantId, Ids.next());
            ImportBody rows = new ImportBody(body, declaredLength, format, config.maxRows());
            return database.call(connection -> {
                users.receive(connection, owner, rows);
                int count = rows.requireWhole();
                users.apply(connection, owner);
                users.forEachEvent(connection, owner, outbox::append);
                imports.insert(connection, tenantId, owner.importId(), caller.subject());
                users.keepRows(connection, owner);
                LOG.infof("users imported: importId=%s tenantId=%s rows=%d", owner.importId(), tenantId, count);
                return imports.find(connection, tenantId, owner.importId()).orElseThrow();
            });
        } finally {
            places.release();
        }
    }

    @Transactional
    UserImportView get(UUID tenantId, UUID importId) {
        return database.call(connection -> imports.find(connection, tenantId, importId))
                .orElseThrow(UserImportService::unknown);
    }

    @Transactional
    Page<UserImportRowView> rows(UUID tenantId, UUID importId, @Nullable ImportOutcome outcome, PageRequest page) {
        Integer after = page.after(Integer::valueOf);
        return Page.of(
                database.call(connection -> {
                    if (imports.find(connection, tenantId, importId).isEmpty()) {
                        throw unknown();
                    }
                    return imports.rows(
                            connection, tenantId, importId, after == null ? 0 : after, outcome, page.limit() + 1);
                }),
                page,
                row -> Integer.toString(row.line()),
                row -> row);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                UserImportProblem.IMPORT_UNKNOWN,
                "Take its address from the Location of the answer to the import; it is kept for 30 days.");
    }
}
