package dev.trunkline.operator.consent;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.inbox.UnreliableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads consents. */
@ApplicationScoped
public class ConsentStore {

    private static final String SELECT =
            """
            select c.operator_id, c.tenant_id, t.display_name, c.revision, c.epoch, c.status, c.countries,
                   c.data_transfer_notice_version, c.data_transfer_notice_accepted_at, c.enabled_at, c.last_modified_on,
                   c.contact, c.contact_revision, c.customer_relationship, c.relationship_version
            from consents c
            left join tenant_names t on t.tenant_id = c.tenant_id
            """;

    /** The consent as it is. */
    public Optional<Consent> find(Connection connection, UUID operatorId, UUID tenantId) throws SQLException {
        return read(connection, operatorId, tenantId, "");
    }

    /** Whether the last state of the consent that came could be applied. */
    public static boolean isReliable(Connection connection, UUID operatorId, UUID tenantId) throws SQLException {
        return UnreliableKeys.among(connection, Topic.ENABLEMENTS, List.of(tenantId + ":" + operatorId))
                .isEmpty();
    }

    /**
     * The consent, held as it is until the transaction ends: an event that changes it waits, and so does whoever decided by it.
     */
    public Optional<Consent> hold(Connection connection, UUID operatorId, UUID tenantId) throws SQLException {
        return read(connection, operatorId, tenantId, " for share of c");
    }

    /** The consent, locked until the transaction ends: it changes here. */
    Optional<Consent> lock(Connection connection, UUID operatorId, UUID tenantId) throws SQLException {
        return read(connection, operatorId, tenantId, " for update of c");
    }

    List<Consent> list(Connection connection, UUID operatorId, @Nullable UUID afterTenant, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT
                        + """
                where c.operator_id = ? and (?::uuid is null or c.tenant_id > ?::uuid)
                order by c.tenant_id
                limit ?
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, afterTenant);
            statement.setObject(3, afterTenant);
            statement.setInt(4, limit);
            List<Consent> consents = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consents.add(consent(rows));
                }
            }
            return consents;
        }
    }

    private static Optional<Consent> read(Connection connection, UUID operatorId, UUID tenantId, String lock)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "where c.operator_id = ? and c.tenant_id = ?" + lock)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, tenantId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(consent(rows)) : Optional.empty();
            }
        }
    }

    private static Consent consent(ResultSet row) throws SQLException {
        List<CountryConsent> countries = Columns.jsonList(row, "countries", CountryConsent.class);
        Contact contact = Columns.json(row, "contact", Contact.class);
        String relationship = row.getString("customer_relationship");
        return new Consent(
                Columns.requiredUuid(row, "operator_id"),
                Columns.requiredUuid(row, "tenant_id"),
                row.getString("display_name"),
                row.getLong("revision"),
                row.getInt("epoch"),
                Columns.wire(row, "status", EnablementStatus.class),
                countries,
                Columns.text(row, "data_transfer_notice_version"),
                Columns.requiredInstant(row, "data_transfer_notice_accepted_at"),
                Columns.requiredInstant(row, "enabled_at"),
                Columns.requiredInstant(row, "last_modified_on"),
                contact,
                row.getLong("contact_revision"),
                relationship == null ? null : CustomerRelationship.fromString(relationship),
                row.getLong("relationship_version"));
    }
}
