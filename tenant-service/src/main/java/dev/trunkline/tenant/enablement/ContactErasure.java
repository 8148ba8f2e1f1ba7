package dev.trunkline.tenant.enablement;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases the contacts of enablements that were removed, wherever this database has them: in their rows, in events that Kafka has not got
 * yet, in dead letters, and in answers kept for repeats. The history never had them; what Kafka has got goes with the topic's retention.
 *
 * <p>A removal calls it under the lock of the enablement's row, under which every one of those is written too: nothing can come after. It
 * may be repeated at any time, for all that were removed: that is what {@link ContactErasureJob} does after a restore.
 */
@ApplicationScoped
class ContactErasure {

    /** Which enablements are meant: removed ones, and of them one or all. */
    private static final String MEANT =
            "e.status = 'removed' and (?::uuid is null or (e.tenant_id = ?::uuid and e.operator_id = ?::uuid))";

    private static final List<String> STATEMENTS = List.of(
            """
            update enablement e
               set contact_full_name = null, contact_email = null, contact_company_size = null,
                   contact_telephone_number = null, contact_company_name = null
             where (contact_full_name, contact_email, contact_company_size, contact_telephone_number, contact_company_name)
                   is distinct from (null, null, null, null, null)
               and %s""",
            """
            delete from idempotency_record r
             using enablement e
             where r.tenant_id = e.tenant_id and r.operator_id = e.operator_id and %s""",
            """
            delete from outbox o
             using enablement e
             where o.topic = 'trunkline.enablement-contacts' and o.record_key = e.tenant_id || ':' || e.operator_id and %s""",
            """
            delete from dead_letter d
             using enablement e
             where d.topic = 'trunkline.enablement-contacts' and d.record_key = e.tenant_id || ':' || e.operator_id and %s""");

    /** Erases one contact, on a connection of the background role. */
    void erase(Connection connection, EnablementKey key) throws SQLException {
        run(connection, key.tenantId(), key.operatorId());
    }

    /**
     * Erases the contacts of all enablements that were removed.
     *
     * @return how many rows still had something of them
     */
    int eraseAll(Connection connection) throws SQLException {
        return run(connection, null, null);
    }

    private static int run(Connection connection, @Nullable UUID tenantId, @Nullable UUID operatorId)
            throws SQLException {
        int erased = 0;
        for (String sql : STATEMENTS) {
            try (PreparedStatement statement = connection.prepareStatement(sql.formatted(MEANT))) {
                statement.setObject(1, tenantId);
                statement.setObject(2, tenantId);
                statement.setObject(3, operatorId);
                erased += statement.executeUpdate();
            }
        }
        return erased;
    }
}
