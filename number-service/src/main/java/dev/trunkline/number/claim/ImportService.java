package dev.trunkline.number.claim;

import dev.trunkline.contracts.Ids;
import dev.trunkline.number.claim.ImportRowStore.Owner;
import dev.trunkline.number.table.TableReader;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts numbers that a tenant has from elsewhere on its list, all in the transaction of the request: the numbers, what became of each row,
 * the events, and the key of the request become visible together, and a body that does not come to its end leaves nothing. Rows are taken
 * in and worked at portion by portion, so that no more of them is in memory than one.
 */
@ApplicationScoped
class ImportService {

    /** Rows in one statement. */
    private static final int PORTION = 1_000;

    private final ClaimListing listing;
    private final ImportRowStore rows;
    private final ImportStore imports;
    private final Caller caller;
    private final DataSource dataSource;
    private final ClaimConfig config;
    private final Semaphore places;

    ImportService(
            ClaimListing listing,
            ImportRowStore rows,
            ImportStore imports,
            Caller caller,
            DataSource dataSource,
            ClaimConfig config) {
        this.listing = listing;
        this.rows = rows;
        this.imports = imports;
        this.caller = caller;
        this.dataSource = dataSource;
        this.config = config;
        this.places = new Semaphore(config.concurrentReceptions());
    }

    /**
     * Receives a body to its end and lists what can be listed; every row gets its answer. Within the caller's transaction.
     *
     * @param json whether the body is JSON, not CSV
     */
    ImportView receive(UUID tenantId, InputStream body, boolean json) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            ClaimProblem.BUSY, "Send the import again in a few seconds; nothing of it was kept.")
                    .withHeader("Retry-After", "5");
        }
        try {
            Owner owner = new Owner(tenantId, Ids.next());
            return inDatabase(connection -> {
                imports.begin(connection, owner, caller.subject());
                TableReader.inPortions(body, json, Claim.FIELDS, config.maxRows(), PORTION, portion -> {
                    rows.add(connection, owner, portion);
                });
                rows.rejectDuplicates(connection, owner);
                listing.list(connection, owner);
                imports.count(connection, owner);
                return find(connection, owner).with(imports.rows(connection, owner, 0, null, ImportView.FIRST_ROWS));
            });
        } finally {
            places.release();
        }
    }

    @Transactional
    ImportView get(UUID tenantId, UUID importId) {
        return inDatabase(connection -> find(connection, new Owner(tenantId, importId)));
    }

    @Transactional
    Page<ImportView.Row> rows(UUID tenantId, UUID importId, @Nullable ImportRowStatus status, PageRequest page) {
        Integer after = page.after(Integer::valueOf);
        Owner owner = new Owner(tenantId, importId);
        return Page.of(
                inDatabase(connection -> {
                    find(connection, owner);
                    return imports.rows(connection, owner, after == null ? 0 : after, status, page.limit() + 1);
                }),
                page,
                row -> Integer.toString(row.line()),
                row -> row);
    }

    private ImportView find(Connection connection, Owner owner) throws SQLException {
        return imports.find(connection, owner.tenantId(), owner.importId())
                .orElseThrow(() -> new ProblemException(
                        ClaimProblem.IMPORT_UNKNOWN,
                        "Take its address from the Location of the answer to the import; it is kept for 30 days."));
    }

    private interface Work<T> {
        T over(Connection connection) throws SQLException;
    }

    /** Over the connection of the current transaction, which sees the tenant's rows alone. */
    private <T> T inDatabase(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.over(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the import could not be read or written", e);
        }
    }
}
