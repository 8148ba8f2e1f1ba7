package dev.trunkline.number.emergency;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.number.inventory.Moment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The policies that operators state, per country. */
@ApplicationScoped
public class AddressPolicies {

    private static final String SELECT =
            """
            select country, policy, revision
              from emergency_address_policy
             where operator_id = ? and (cast(? as text) is null or country = ?)
             order by country
            """;

    private static final String UPSERT =
            """
            insert into emergency_address_policy as present (operator_id, country, revision, policy)
            values (?, ?, ?, ?)
            on conflict (operator_id, country) do update
               set revision = greatest(present.revision + 1, excluded.revision), policy = excluded.policy
            returning country, policy, revision
            """;

    private static final String DELETE = "delete from emergency_address_policy where operator_id = ? and country = ?";

    private final DataSource dataSource;

    AddressPolicies(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The operator's policy by country, over a connection of the background role. */
    public Map<String, AddressPolicy> stated(Connection connection, UUID operatorId) throws SQLException {
        Map<String, AddressPolicy> policies = new HashMap<>();
        for (StatedPolicy stated : select(connection, operatorId, null, "")) {
            policies.put(stated.country(), stated.policy());
        }
        return policies;
    }

    List<StatedPolicy> list(UUID operatorId) {
        return inRequest(connection -> select(connection, operatorId, null, ""));
    }

    /** The policy under its lock until the current transaction ends. */
    Optional<StatedPolicy> lock(UUID operatorId, String country) {
        return inRequest(connection -> select(connection, operatorId, country, " for update")).stream()
                .findFirst();
    }

    StatedPolicy state(UUID operatorId, String country, AddressPolicy policy, Moment now) {
        return inRequest(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
                upsert.setObject(1, operatorId);
                upsert.setString(2, country);
                upsert.setLong(3, now.micros());
                upsert.setString(4, policy.wire());
                return read(upsert).get(0);
            }
        });
    }

    void withdraw(UUID operatorId, String country) {
        inRequest(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setObject(1, operatorId);
                delete.setString(2, country);
                return delete.executeUpdate();
            }
        });
    }

    private static List<StatedPolicy> select(
            Connection connection, UUID operatorId, @Nullable String country, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + lock)) {
            select.setObject(1, operatorId);
            select.setString(2, country);
            select.setString(3, country);
            return read(select);
        }
    }

    private static List<StatedPolicy> read(PreparedStatement statement) throws SQLException {
        List<StatedPolicy> policies = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                policies.add(
                        new StatedPolicy(row.getString(1), AddressPolicy.fromString(row.getString(2)), row.getLong(3)));
            }
        }
        return policies;
    }

    private <T> T inRequest(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the emergency address policies could not be reached", e);
        }
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** One country's policy. */
    record StatedPolicy(String country, AddressPolicy policy, long revision) {}
}
