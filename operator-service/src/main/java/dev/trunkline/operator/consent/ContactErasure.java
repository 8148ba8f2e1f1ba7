package dev.trunkline.operator.consent;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The one routine that erases contact data from this database: the consent itself, contacts that wait for it, records that were set
 * aside. The outbox and the remembered answers hold none: no event of this service carries a contact, and only GET shows one.
 *
 * <p>What belongs to the present epoch of a consent that is not removed stays. So the routine may run at any time, for any key, and
 * after a restore for all of them.
 */
@ApplicationScoped
class ContactErasure {

    private static final String CONSENTS =
            """
            update consents c
            set contact = null, contact_revision = null
            from unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
            where c.operator_id = k.operator_id and c.tenant_id = k.tenant_id and c.status = 'removed'
            """;

    private static final String WAITING =
            """
            delete from waiting_contacts w
            using consents c, unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
            where c.operator_id = k.operator_id and c.tenant_id = k.tenant_id
              and w.operator_id = c.operator_id and w.tenant_id = c.tenant_id
              and (w.epoch < c.epoch or (w.epoch = c.epoch and c.status = 'removed'))
            """;

    // What could not be read has no epoch: all of the key goes, and republishing brings back what still counts.
    private static final String DEAD_LETTERS =
            """
            delete from dead_letter d
            using unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
            where d.topic = '%1$s' and d.record_key = k.tenant_id || ':' || k.operator_id
            """
                    .formatted(Topic.ENABLEMENT_CONTACTS.topicName());

    private static final String UNRELIABLE_KEYS =
            """
            delete from unreliable_key u
            using unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
            where u.topic = '%1$s' and u.record_key = k.tenant_id || ':' || k.operator_id
            """
                    .formatted(Topic.ENABLEMENT_CONTACTS.topicName());

    void erase(Connection connection, List<ConsentKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        for (String statement : List.of(CONSENTS, WAITING, DEAD_LETTERS, UNRELIABLE_KEYS)) {
            run(connection, statement, keys);
        }
    }

    private static void run(Connection connection, String sql, List<ConsentKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Columns.setArray(
                    connection,
                    statement,
                    1,
                    "uuid",
                    keys.stream().map(ConsentKey::operatorId).toList());
            Columns.setArray(
                    connection,
                    statement,
                    2,
                    "uuid",
                    keys.stream().map(ConsentKey::tenantId).toList());
            statement.executeUpdate();
        }
    }
}
