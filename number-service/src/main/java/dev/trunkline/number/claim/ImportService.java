package dev.trunkline.number.claim;

import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Puts numbers that a tenant has from elsewhere on its list, within the caller's transaction: rows in one set, in number order, whatever
 * order they were sent in. Somebody else's delivered number is no hindrance: the claim shows as disputed for as long as that is so.
 */
@ApplicationScoped
class ImportService {

    private final ClaimListing listing;
    private final Outbox outbox;
    private final Caller caller;
    private final DataSource dataSource;

    ImportService(ClaimListing listing, Outbox outbox, Caller caller, DataSource dataSource) {
        this.listing = listing;
        this.outbox = outbox;
        this.caller = caller;
        this.dataSource = dataSource;
    }

    /** Lists what can be listed; every row gets its answer. */
    ImportView list(UUID tenantId, List<TableRow> rows) {
        ImportRows pending = ImportRows.of(rows);
        Author author = new Author(caller.subject(), null, caller.correlationId());
        // Enlisted in the current transaction, which sees the tenant's rows alone.
        try (Connection connection = dataSource.getConnection()) {
            listing.list(connection, tenantId, pending, author).forEach(outbox::append);
        } catch (SQLException e) {
            throw new IllegalStateException("the numbers could not be imported", e);
        }
        return pending.view();
    }
}
