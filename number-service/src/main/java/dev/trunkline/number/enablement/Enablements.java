package dev.trunkline.number.enablement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.inbox.UnreliableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The projection of the consents. */
@ApplicationScoped
public class Enablements {

    private static final String SELECT =
            """
            select tenant_id, operator_id, revision, epoch, status, countries
              from enablement
             where tenant_id = ? and operator_id = ?
            """;

    private static final String UPSERT =
            """
            insert into enablement as present (tenant_id, operator_id, revision, epoch, status, countries)
            values (?, ?, ?, ?, ?, ?::jsonb)
            on conflict (tenant_id, operator_id) do update
               set revision = excluded.revision, epoch = excluded.epoch, status = excluded.status,
                   countries = excluded.countries
             where present.revision < excluded.revision and present.epoch <= excluded.epoch
            """;

    private final DataSource dataSource;

    Enablements(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What the current transaction of the request path may see of a consent. Empty also while its last state could not be applied:
     * nobody knows then what the tenant wants.
     */
    public Optional<Enablement> find(UUID tenantId, UUID operatorId) {
        try (Connection connection = dataSource.getConnection()) {
            List<String> key = List.of(tenantId + ":" + operatorId);
            if (!UnreliableKeys.among(connection, Topic.ENABLEMENTS, key).isEmpty()) {
                return Optional.empty();
            }
            return read(connection, SELECT, tenantId, operatorId);
        } catch (SQLException e) {
            throw new IllegalStateException("the consent could not be read", e);
        }
    }

    /** The consent, held until commit over a connection of the background role: a change of it waits. */
    public Optional<Enablement> hold(Connection connection, UUID tenantId, UUID operatorId) throws SQLException {
        return read(connection, SELECT + " for share", tenantId, operatorId);
    }

    /** Takes a change over unless a later one was applied before. An epoch that is over never comes back, whatever its revision. */
    void apply(Connection connection, EnablementChanged change) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setObject(1, change.tenantId());
            upsert.setObject(2, change.operatorId());
            upsert.setLong(3, change.revision());
            upsert.setInt(4, change.epoch());
            upsert.setString(5, change.status().wire());
            upsert.setString(6, json(change.countries()));
            upsert.executeUpdate();
        }
    }

    private static Optional<Enablement> read(Connection connection, String sql, UUID tenantId, UUID operatorId)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, tenantId);
            select.setObject(2, operatorId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Enablement(
                        tenantId,
                        operatorId,
                        row.getLong("revision"),
                        row.getInt("epoch"),
                        EnablementStatus.fromString(row.getString("status")),
                        countries(row.getString("countries"))));
            }
        }
    }

    private static String json(List<CountryConsent> countries) {
        try {
            return ContractJson.mapper().writeValueAsString(countries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("countries cannot be written as JSON", e);
        }
    }

    private static List<CountryConsent> countries(String json) {
        try {
            return ContractJson.mapper().readValue(json, new TypeReference<List<CountryConsent>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored countries cannot be read", e);
        }
    }
}
