package dev.trunkline.tenant.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.OperatorChanged.ServiceOffer;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.inbox.UnreliableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The projection of the operator directory. */
@ApplicationScoped
public class DirectoryStore {

    private static final TypeReference<List<CountryOffer>> OFFERS = new TypeReference<>() {};

    /**
     * The operator, held as it is until the transaction ends. Empty while nothing has been heard of it, and while what was heard last could
     * not be applied: nobody decides by what is known to be out of date.
     */
    public Optional<DirectoryEntry> hold(Connection connection, UUID operatorId) throws SQLException {
        if (!UnreliableKeys.among(connection, Topic.OPERATORS, List.of(operatorId.toString()))
                .isEmpty()) {
            return Optional.empty();
        }
        String sql =
                """
                select operator_id, name, support_contact, status, offers
                  from directory_operator
                 where operator_id = ?
                   for share""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, operatorId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(entry(row)) : Optional.empty();
            }
        }
    }

    /** The operators known of those asked for, by id. */
    public Map<UUID, DirectoryEntry> find(Connection connection, Collection<UUID> operatorIds) throws SQLException {
        String sql =
                """
                select operator_id, name, support_contact, status, offers
                  from directory_operator
                 where operator_id = any (?)""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", operatorIds.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                Map<UUID, DirectoryEntry> found = new HashMap<>();
                while (rows.next()) {
                    DirectoryEntry entry = entry(rows);
                    found.put(entry.operatorId(), entry);
                }
                return found;
            }
        }
    }

    /** Takes over what operator-service told, unless something newer was told before. */
    void apply(Connection connection, Collection<OperatorChanged> operators) throws SQLException {
        String sql =
                """
                insert into directory_operator as known
                       (operator_id, revision, name, website, support_contact, status, offers)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)
                    on conflict (operator_id) do update
                   set revision = excluded.revision, name = excluded.name, website = excluded.website,
                       support_contact = excluded.support_contact, status = excluded.status, offers = excluded.offers
                 where known.revision < excluded.revision""";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (OperatorChanged operator : operators) {
                upsert.setObject(1, operator.operatorId());
                upsert.setLong(2, operator.revision());
                upsert.setString(3, operator.name());
                upsert.setString(4, operator.website());
                upsert.setString(5, operator.supportContact());
                upsert.setString(6, operator.status().wire());
                upsert.setString(7, json(operator.offers()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static DirectoryEntry entry(ResultSet row) throws SQLException {
        return new DirectoryEntry(
                row.getObject("operator_id", UUID.class),
                row.getString("name"),
                row.getString("support_contact"),
                OperatorStatus.fromString(row.getString("status")),
                offers(row.getString("offers")));
    }

    private static Map<String, Set<OfferedService>> offers(String json) {
        try {
            return ContractJson.mapper().readValue(json, OFFERS).stream()
                    .collect(Collectors.toMap(CountryOffer::country, offer -> offer.services().stream()
                            .map(ServiceOffer::service)
                            .collect(Collectors.toUnmodifiableSet())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("offers were stored in another form", e);
        }
    }

    private static String json(List<CountryOffer> offers) {
        try {
            return ContractJson.mapper().writeValueAsString(offers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("offers cannot be written", e);
        }
    }
}
