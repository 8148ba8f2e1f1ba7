package dev.trunkline.operator.consent;

import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.FeedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes what events tell of consents, contacts and tenants. */
@ApplicationScoped
class ConsentBulkStore {

    /**
     * Locks those consents, in key order, until the transaction ends; what is decided in later statements sees what a decision that
     * held one of them left behind.
     */
    void lock(Connection connection, List<ConsentKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select 1
                from consents c
                join unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
                  on k.operator_id = c.operator_id and k.tenant_id = c.tenant_id
                order by c.operator_id, c.tenant_id
                for update of c
                """)) {
            setKeys(connection, statement, keys);
            statement.execute();
        }
    }

    /**
     * What became of enablements.
     *
     * @param applied those that were newer than what was known
     * @param toErase those of them whose contact has to go: removed now, or of a new epoch
     */
    record Kept(List<EnablementChanged> applied, List<ConsentKey> toErase) {}

    /**
     * Keeps enablements that are newer than what is known.
     *
     * @return what was newer, and whose contact has to go
     */
    Kept keep(Connection connection, List<EnablementChanged> changes) throws SQLException {
        List<EnablementChanged> applied = new ArrayList<>();
        List<ConsentKey> toErase = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                with known as (
                    select epoch from consents where operator_id = ? and tenant_id = ?
                )
                insert into consents as c (operator_id, tenant_id, revision, epoch, status, countries,
                    data_transfer_notice_version, data_transfer_notice_accepted_at, enabled_at, last_modified_on)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (operator_id, tenant_id) do update set
                    revision = excluded.revision,
                    epoch = excluded.epoch,
                    status = excluded.status,
                    countries = excluded.countries,
                    data_transfer_notice_version = excluded.data_transfer_notice_version,
                    data_transfer_notice_accepted_at = excluded.data_transfer_notice_accepted_at,
                    enabled_at = excluded.enabled_at,
                    last_modified_on = excluded.last_modified_on,
                    contact = case when excluded.status <> 'removed' and excluded.epoch = c.epoch then c.contact end,
                    contact_revision =
                        case when excluded.status <> 'removed' and excluded.epoch = c.epoch then c.contact_revision end,
                    customer_relationship = case when excluded.epoch = c.epoch then c.customer_relationship end
                where excluded.revision > c.revision and excluded.epoch >= c.epoch
                returning c.status = 'removed' or c.epoch <> (select epoch from known)
                """)) {
            for (EnablementChanged change : changes) {
                statement.setObject(1, change.operatorId());
                statement.setObject(2, change.tenantId());
                statement.setObject(3, change.operatorId());
                statement.setObject(4, change.tenantId());
                statement.setLong(5, change.revision());
                statement.setInt(6, change.epoch());
                statement.setString(7, change.status().wire());
                statement.setObject(8, Columns.jsonb(change.countries()));
                statement.setString(9, change.dataTransferNoticeVersion());
                Columns.setInstant(statement, 10, change.dataTransferNoticeAcceptedAt());
                Columns.setInstant(statement, 11, change.enabledAt());
                Columns.setInstant(statement, 12, change.lastModifiedOn());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        continue;
                    }
                    applied.add(change);
                    if (row.getBoolean(1)) {
                        toErase.add(new ConsentKey(change.operatorId(), change.tenantId()));
                    }
                }
            }
        }
        return new Kept(applied, toErase);
    }

    /** Puts contacts where they wait for their enablement; one of a later epoch or revision takes the place of another. */
    void wait(Connection connection, List<EnablementContactChanged> contacts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into waiting_contacts as w (operator_id, tenant_id, revision, epoch, contact)
                values (?, ?, ?, ?, ?)
                on conflict (operator_id, tenant_id) do update set
                    revision = excluded.revision, epoch = excluded.epoch, contact = excluded.contact
                where (excluded.epoch, excluded.revision) > (w.epoch, w.revision)
                """)) {
            for (EnablementContactChanged contact : contacts) {
                statement.setObject(1, contact.operatorId());
                statement.setObject(2, contact.tenantId());
                statement.setLong(3, contact.revision());
                statement.setInt(4, contact.epoch());
                statement.setObject(5, Columns.jsonb(contact.contact()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Gives waiting contacts to consents of their epoch that are not removed, newer ones only, and drops whatever came too late.
     *
     * @return what the feed tells of those that have another contact now
     */
    List<FeedEvent> settleWaiting(Connection connection, List<ConsentKey> keys) throws SQLException {
        List<FeedEvent> news = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update consents c
                set contact = w.contact, contact_revision = w.revision
                from waiting_contacts w
                join unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
                  on k.operator_id = w.operator_id and k.tenant_id = w.tenant_id
                where c.operator_id = w.operator_id and c.tenant_id = w.tenant_id
                  and c.epoch = w.epoch and c.status <> 'removed'
                  and (c.contact_revision is null or c.contact_revision < w.revision)
                returning c.operator_id, c.tenant_id, c.epoch, business_now() as now
                """)) {
            setKeys(connection, statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    news.add(ConsentNews.ofContact(
                            new ConsentKey(
                                    Columns.requiredUuid(row, "operator_id"), Columns.requiredUuid(row, "tenant_id")),
                            row.getInt("epoch"),
                            Columns.requiredInstant(row, "now")));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                """
                delete from waiting_contacts w
                using consents c, unnest(?::uuid[], ?::uuid[]) as k (operator_id, tenant_id)
                where k.operator_id = w.operator_id and k.tenant_id = w.tenant_id
                  and c.operator_id = w.operator_id and c.tenant_id = w.tenant_id
                  and c.epoch >= w.epoch
                """)) {
            setKeys(connection, statement, keys);
            statement.executeUpdate();
        }
        return news;
    }

    void keepNames(Connection connection, List<TenantChanged> tenants) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into tenant_names as t (tenant_id, revision, display_name)
                values (?, ?, ?)
                on conflict (tenant_id) do update set
                    revision = excluded.revision, display_name = excluded.display_name
                where excluded.revision > t.revision
                """)) {
            for (TenantChanged tenant : tenants) {
                statement.setObject(1, tenant.tenantId());
                statement.setLong(2, tenant.revision());
                statement.setString(3, tenant.displayName());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void setKeys(Connection connection, PreparedStatement statement, List<ConsentKey> keys)
            throws SQLException {
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
    }
}
