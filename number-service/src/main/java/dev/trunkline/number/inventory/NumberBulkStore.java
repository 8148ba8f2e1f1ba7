package dev.trunkline.number.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in sets, over the background role's connection, which sees every tenant. Rows are locked and inserted in number order, so that
 * two sets that overlap wait for each other instead of deadlocking.
 */
@ApplicationScoped
class NumberBulkStore {

    private static final String UPDATE =
            """
            update phone_number p
               set revision = n.revision, holding_status = n.holding_status, activation_state = n.activation_state,
                   port_in_status = n.port_in_status, assignment_status = n.assignment_status,
                   assignment_target_id = n.assignment_target_id, assignment_category = n.assignment_category,
                   release_status = n.release_status, release_request_id = n.release_request_id,
                   release_requested_at = n.release_requested_at, quarantined_until = n.quarantined_until,
                   address_policy = n.address_policy, allow_tenant_address_update = n.allow_tenant_address_update,
                   civic_address_id = n.civic_address_id, location_id = n.location_id, city = n.city,
                   services = n.services, usage = n.usage, additional_usages = n.additional_usages,
                   capabilities = n.capabilities, displayed_country_code = n.displayed_country_code, assignment_block = n.assignment_block,
                   blocked_until = n.blocked_until, tags = n.tags
              from jsonb_to_recordset(?::jsonb) as n(
            """
                    + NumberRow.TYPED_COLUMNS + ") where p.holding_id = n.holding_id";

    private static final String LOCK_HOLDINGS = select("holding_id = any(?) order by number, holding_id for update");

    private static final String LOCK_OF_TARGETS = select(
            """
            (tenant_id, assignment_target_id) in (select t, u from unnest(?, ?) as targets(t, u))
             order by number, holding_id for update
            """);

    private static final String LOCK_ENDABLE = select(
            """
            tenant_id = ? and number = any(?)
               and (holding_status = 'quarantined'
                    or (holding_status = 'held' and number_type <> 'operatorConnect' and assignment_status = 'unassigned'
                        and release_status is null))
             order by number, holding_id for update
            """);

    private static final String LOCK_DUE_OF_NUMBERS = select(
            """
            number = any(?) and holding_status = 'quarantined' and quarantined_until <= (select business_now())
             order by number, holding_id for update
            """);

    private static final String LOCK_DUE = select(
            """
            holding_id in (select holding_id from phone_number
                            where holding_status = 'quarantined' and quarantined_until <= (select business_now())
                            order by quarantined_until limit ?)
               and holding_status = 'quarantined'
             order by number, holding_id for update
            """);

    /** The operator's quarantine days decide what becomes of them: without a reliable entry of the operator they go on waiting. */
    private static final String LOCK_UNANSWERED = select(
            """
            holding_id in (select holding_id from phone_number
                            where release_status = 'releaseRequested' and release_requested_at <= (select business_now() - cast(? as interval))
                              and exists (select from operator_entry o where o.operator_id = phone_number.operator_id)
                              and not exists (select from unreliable_key u
                                               where u.topic = 'trunkline.operators' and u.record_key = phone_number.operator_id::text)
                            order by release_requested_at limit ?)
               and release_status = 'releaseRequested' and release_requested_at <= (select business_now() - cast(? as interval))
             order by number, holding_id for update
            """);

    private static final String PRESENT = select("number = any(?) and holding_status <> 'gone' order by number");

    private static final String PAGE =
            select("(cast(? as uuid) is null or holding_id > ?) order by holding_id limit ? for share");

    private static final String DELIVERED_BY_ORDER =
            "select number, holding_id from phone_number where order_id = ? and number = any(?)";

    private static final String WITH_PRIMARY =
            """
            select assignment_target_id from phone_number
             where tenant_id = ? and assignment_target_id = any(?)
               and assignment_status = 'userAssigned' and assignment_category = 'primary'
            """;

    private static final String EVER_HELD = "select distinct number from phone_number where number = any(?)";

    private static final String ANY_OF_BLOCK = "select exists (select from phone_number where number between ? and ?)";

    /** Numbers come in blocks: in sets of so many, one look tells mostly that nobody ever held any of the block. */
    private static final int A_BLOCK = 50;

    private static final String FORMER_REVISIONS =
            "select number, max(revision) from phone_number where number = any(?) group by number";

    private static String select(String condition) {
        return "select " + NumberRow.COLUMNS + " from phone_number where " + condition;
    }

    /** Writes numbers that were locked by one of this class's methods and then changed. */
    void update(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(
                    1, json(numbers.stream().map(NumberRow::changeable).toList()));
            statement.executeUpdate();
        }
    }

    List<PhoneNumber> lockHoldings(Connection connection, Collection<UUID> holdings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_HOLDINGS)) {
            statement.setArray(1, uuids(connection, holdings));
            return read(statement);
        }
    }

    /** Locks the numbers assigned to any of the targets; the two lists belong together place by place. */
    List<PhoneNumber> lockNumbersOfTargets(Connection connection, List<UUID> tenants, List<UUID> targets)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_OF_TARGETS)) {
            statement.setArray(1, uuids(connection, tenants));
            statement.setArray(2, uuids(connection, targets));
            return read(statement);
        }
    }

    /** Locks those of the tenant's present holdings that may end so that the number can be delivered to the same tenant. */
    List<PhoneNumber> lockEndable(Connection connection, UUID tenantId, Collection<E164Number> numbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_ENDABLE)) {
            statement.setObject(1, tenantId);
            statement.setArray(2, digits(connection, numbers));
            return read(statement);
        }
    }

    /** Locks those of the numbers whose quarantine is over but not yet ended. */
    List<PhoneNumber> lockDueQuarantines(Connection connection, Collection<E164Number> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_DUE_OF_NUMBERS)) {
            statement.setArray(1, digits(connection, numbers));
            return read(statement);
        }
    }

    /** Locks up to {@code limit} numbers whose quarantine is over. */
    List<PhoneNumber> lockDueQuarantines(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_DUE)) {
            statement.setInt(1, limit);
            return read(statement);
        }
    }

    /** Locks up to {@code limit} numbers whose release request has waited for its answer at least so long. */
    List<PhoneNumber> lockUnanswered(Connection connection, Duration waited, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_UNANSWERED)) {
            statement.setString(1, waited.toString());
            statement.setInt(2, limit);
            statement.setString(3, waited.toString());
            return read(statement);
        }
    }

    /** The holdings of these numbers that are not gone, in any tenant. */
    List<PhoneNumber> present(Connection connection, Collection<E164Number> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRESENT)) {
            statement.setArray(1, digits(connection, numbers));
            return read(statement);
        }
    }

    /** The stays, also those that are over, that an order began for these numbers. */
    Map<E164Number, UUID> deliveredByOrder(Connection connection, UUID orderId, Collection<E164Number> numbers)
            throws SQLException {
        Map<E164Number, UUID> holdings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(DELIVERED_BY_ORDER)) {
            statement.setObject(1, orderId);
            statement.setArray(2, digits(connection, numbers));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    holdings.put(new E164Number(rows.getLong(1)), rows.getObject(2, UUID.class));
                }
            }
        }
        return holdings;
    }

    /** Those of the numbers that anybody ever held. */
    Set<E164Number> everHeld(Connection connection, Collection<E164Number> numbers) throws SQLException {
        Set<E164Number> held = new HashSet<>();
        if (numbers.size() >= A_BLOCK && !anyOfBlock(connection, numbers)) {
            return held;
        }
        try (PreparedStatement statement = connection.prepareStatement(EVER_HELD)) {
            statement.setArray(1, digits(connection, numbers));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(new E164Number(rows.getLong(1)));
                }
            }
        }
        return held;
    }

    private static boolean anyOfBlock(Connection connection, Collection<E164Number> numbers) throws SQLException {
        LongSummaryStatistics block =
                numbers.stream().mapToLong(E164Number::digits).summaryStatistics();
        try (PreparedStatement statement = connection.prepareStatement(ANY_OF_BLOCK)) {
            statement.setLong(1, block.getMin());
            statement.setLong(2, block.getMax());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The highest revision that each of these numbers ever had; nothing for a number never seen. */
    Map<E164Number, Long> formerRevisions(Connection connection, Collection<E164Number> numbers) throws SQLException {
        Map<E164Number, Long> revisions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FORMER_REVISIONS)) {
            statement.setArray(1, digits(connection, numbers));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    revisions.put(new E164Number(rows.getLong(1)), rows.getLong(2));
                }
            }
        }
        return revisions;
    }

    /** Those of the users who have a primary number. */
    Set<UUID> usersWithPrimary(Connection connection, UUID tenantId, Collection<UUID> users) throws SQLException {
        Set<UUID> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(WITH_PRIMARY)) {
            statement.setObject(1, tenantId);
            statement.setArray(2, uuids(connection, users));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    /** Every holding, gone ones too, in the order of their ids; writers of them wait until commit. */
    List<PhoneNumber> pageAfter(Connection connection, @Nullable UUID last, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, last, java.sql.Types.OTHER);
            statement.setObject(2, last, java.sql.Types.OTHER);
            statement.setInt(3, limit);
            return read(statement);
        }
    }

    private static List<PhoneNumber> read(PreparedStatement statement) throws SQLException {
        List<PhoneNumber> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(NumberRow.read(rows));
            }
        }
        return numbers;
    }

    private static java.sql.Array digits(Connection connection, Collection<E164Number> numbers) throws SQLException {
        return connection.createArrayOf(
                "bigint", numbers.stream().map(E164Number::digits).toArray(Long[]::new));
    }

    private static java.sql.Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray(UUID[]::new));
    }

    private static String json(List<Map<String, @Nullable Object>> rows) {
        try {
            return ContractJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a number cannot be written as JSON", e);
        }
    }
}
