package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Enablements in the database. Plain JDBC on a given connection, because the same aggregate is changed by requests, in their role and
 * transaction, and by number-service's decisions in the inbox's.
 */
@ApplicationScoped
class EnablementStore {

    private static final String SELECT =
            """
            select e.tenant_id, e.operator_id, e.revision, e.effect_revision, e.effective_at, e.epoch, e.status,
                   e.notice_version, e.notice_accepted_by, e.notice_accepted_at, e.contact_revision,
                   e.contact_full_name, e.contact_email, e.contact_company_size, e.contact_telephone_number,
                   e.contact_company_name, e.enabled_at, e.last_modified_on, e.status_before_removal,
                   r.removal_id, r.scope, r.country, r.country_epoch, r.service
              from enablement e
              left join enablement_removal r on r.removal_id = e.removal_id
            """;

    private static final String LOCK =
            "select operator_id from enablement where tenant_id = ? and operator_id = ? for update";

    private static final String LOCK_PAGE =
            """
            select operator_id from enablement
             where (tenant_id, operator_id) > (?, ?) and (status <> 'removed' or not ?)
             order by tenant_id, operator_id limit ? for update
            """;

    /**
     * The enablement, kept from other writers until the transaction ends. It is read in a statement after the one that waits for the
     * lock: a join read by that one would still show the removal as it was before the wait.
     */
    Optional<Enablement> lock(Connection connection, EnablementKey key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, key.tenantId());
            lock.setObject(2, key.operatorId());
            lock.execute();
        }
        return find(connection, key);
    }

    Optional<Enablement> find(Connection connection, EnablementKey key) throws SQLException {
        String sql = SELECT + " where e.tenant_id = ? and e.operator_id = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, key.tenantId());
            query.setObject(2, key.operatorId());
            return EnablementRows.read(connection, query).stream().findFirst();
        }
    }

    /** A tenant's enablements in order of the operators' ids. */
    List<Enablement> list(Connection connection, UUID tenantId, @Nullable UUID afterOperator, int limit)
            throws SQLException {
        String sql = SELECT
                + " where e.tenant_id = ? and (?::uuid is null or e.operator_id > ?) order by e.operator_id limit ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, tenantId);
            query.setObject(2, afterOperator);
            query.setObject(3, afterOperator);
            query.setInt(4, limit);
            return EnablementRows.read(connection, query);
        }
    }

    /** Enablements of all tenants in key order, kept from other writers until the transaction ends. */
    List<Enablement> lockPage(Connection connection, @Nullable EnablementKey after, boolean withContactOnly, int limit)
            throws SQLException {
        String sql = SELECT
                + """
                 where (e.tenant_id, e.operator_id) > (?, ?) and (e.status <> 'removed' or not ?)
                 order by e.tenant_id, e.operator_id limit ?""";
        try (PreparedStatement lock = connection.prepareStatement(LOCK_PAGE);
                PreparedStatement query = connection.prepareStatement(sql)) {
            page(lock, after, withContactOnly, limit).execute();
            return EnablementRows.read(connection, page(query, after, withContactOnly, limit));
        }
    }

    private static PreparedStatement page(
            PreparedStatement statement, @Nullable EnablementKey after, boolean withContactOnly, int limit)
            throws SQLException {
        UUID first = new UUID(0, 0);
        statement.setObject(1, after == null ? first : after.tenantId());
        statement.setObject(2, after == null ? first : after.operatorId());
        statement.setBoolean(3, withContactOnly);
        statement.setInt(4, limit);
        return statement;
    }

    /** What the next change is dated and numbered. */
    Moment next(Connection connection, long previousRevision, String actor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select business_now(), next_revision(?)")) {
            query.setLong(1, previousRevision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Moment(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2), actor);
            }
        }
    }

    void insert(Connection connection, Enablement enablement) throws SQLException {
        String sql =
                """
                insert into enablement (revision, effect_revision, effective_at, epoch, status, notice_version,
                                        notice_accepted_by, notice_accepted_at, contact_revision, contact_full_name,
                                        contact_email, contact_company_size, contact_telephone_number,
                                        contact_company_name, enabled_at, last_modified_on, removal_id,
                                        status_before_removal, tenant_id, operator_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
        write(connection, sql, enablement);
        saveCountries(connection, enablement);
    }

    void update(Connection connection, Enablement enablement) throws SQLException {
        String sql =
                """
                update enablement
                   set revision = ?, effect_revision = ?, effective_at = ?, epoch = ?, status = ?, notice_version = ?,
                       notice_accepted_by = ?, notice_accepted_at = ?, contact_revision = ?, contact_full_name = ?,
                       contact_email = ?, contact_company_size = ?, contact_telephone_number = ?,
                       contact_company_name = ?, enabled_at = ?, last_modified_on = ?, removal_id = ?,
                       status_before_removal = ?
                 where tenant_id = ? and operator_id = ?""";
        write(connection, sql, enablement);
        saveCountries(connection, enablement);
    }

    private static void write(Connection connection, String sql, Enablement enablement) throws SQLException {
        Contact contact = enablement.contact();
        PendingRemoval removal = enablement.removal();
        EnablementState before = removal == null ? null : removal.stateBefore();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, enablement.revisions().current());
            statement.setLong(2, enablement.revisions().effect());
            statement.setObject(3, EnablementRows.utc(enablement.dates().effectiveAt()));
            statement.setInt(4, enablement.epoch());
            statement.setString(5, enablement.state().wire());
            statement.setString(6, enablement.notice().version());
            statement.setString(7, enablement.notice().acceptedBy());
            statement.setObject(8, EnablementRows.utc(enablement.notice().acceptedAt()));
            statement.setLong(9, enablement.revisions().contact());
            statement.setString(10, contact == null ? null : contact.fullName());
            statement.setString(11, contact == null ? null : contact.email());
            statement.setString(
                    12, contact == null ? null : contact.companySize().wire());
            statement.setString(13, contact == null ? null : contact.telephoneNumber());
            statement.setString(14, contact == null ? null : contact.companyName());
            statement.setObject(15, EnablementRows.utc(enablement.dates().enabledAt()));
            statement.setObject(16, EnablementRows.utc(enablement.dates().lastModifiedOn()));
            statement.setObject(17, removal == null ? null : removal.removalId());
            statement.setString(18, before == null ? null : before.wire());
            statement.setObject(19, enablement.key().tenantId());
            statement.setObject(20, enablement.key().operatorId());
            statement.executeUpdate();
        }
    }

    private static void saveCountries(Connection connection, Enablement enablement) throws SQLException {
        String sql =
                """
                insert into enablement_country (tenant_id, operator_id, country, epoch, enablement_epoch, status, services,
                                                service_epochs, removed_services)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (tenant_id, operator_id, country) do update
                   set epoch = excluded.epoch, enablement_epoch = excluded.enablement_epoch, status = excluded.status,
                       services = excluded.services, service_epochs = excluded.service_epochs,
                       removed_services = excluded.removed_services""";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (ConsentedCountry country : enablement.countries()) {
                upsert.setObject(1, enablement.key().tenantId());
                upsert.setObject(2, enablement.key().operatorId());
                upsert.setString(3, country.country());
                upsert.setInt(4, country.epoch());
                upsert.setInt(5, country.enablementEpoch());
                upsert.setString(6, country.state().wire());
                upsert.setArray(7, EnablementRows.textArray(connection, country.services()));
                upsert.setArray(
                        8,
                        connection.createArrayOf(
                                "integer", country.since().values().toArray()));
                upsert.setArray(9, EnablementRows.textArray(connection, country.removedServices()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /**
     * Notes that number-service decides by the enablement as it is: by the given revision or a later one of that epoch. The first such
     * answer counts.
     *
     * @return false when nothing was noted: it was before, or number-service speaks of another state than there is or was
     */
    boolean markEffective(Connection connection, EnablementKey key, int epoch, long appliedRevision, Instant at)
            throws SQLException {
        String sql =
                """
                update enablement
                   set effective_at = ?
                 where tenant_id = ? and operator_id = ? and epoch = ? and effect_revision <= ? and revision >= ?
                   and effective_at is null""";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, EnablementRows.utc(at));
            update.setObject(2, key.tenantId());
            update.setObject(3, key.operatorId());
            update.setInt(4, epoch);
            update.setLong(5, appliedRevision);
            update.setLong(6, appliedRevision);
            return update.executeUpdate() == 1;
        }
    }
}
