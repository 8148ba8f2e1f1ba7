package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Erases the contact of an enablement that was removed, wherever this database has it: in its row, in events that Kafka has not got yet, in
 * dead letters, and in answers kept for repeats. The history never had it; what Kafka has got goes with the topic's retention.
 *
 * <p>Called under the lock of the enablement's row, under which every one of those is written too: nothing can come after.
 */
@ApplicationScoped
class ContactErasure {

    private static final String ROW =
            """
            update enablement
               set contact_full_name = null, contact_email = null, contact_company_size = null,
                   contact_telephone_number = null, contact_company_name = null
             where tenant_id = ? and operator_id = ? and status = 'removed'""";
    private static final String ANSWERS = "delete from idempotency_record where tenant_id = ? and operator_id = ?";
    private static final String UNSENT = "delete from outbox where topic = ? and record_key = ?";
    private static final String DEAD_LETTERS = "delete from dead_letter where topic = ? and record_key = ?";

    /** Erases it, on a connection of the background role. May be repeated. */
    void erase(Connection connection, EnablementKey key) throws SQLException {
        for (String sql : new String[] {ROW, ANSWERS}) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, key.tenantId());
                statement.setObject(2, key.operatorId());
                statement.executeUpdate();
            }
        }
        for (String sql : new String[] {UNSENT, DEAD_LETTERS}) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, Topic.ENABLEMENT_CONTACTS.topicName());
                statement.setString(2, key.toString());
                statement.executeUpdate();
            }
        }
    }
}
