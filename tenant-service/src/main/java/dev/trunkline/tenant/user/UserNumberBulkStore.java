package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.event.NumberSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The projection of a tenant's numbers on its users. */
@ApplicationScoped
class UserNumberBulkStore {

    /**
     * A number of a tenant as an event told of it.
     *
     * @param begins whether its stay in the tenant begins with it
     */
    record Told(UUID tenantId, NumberSnapshot number, boolean begins) {

        /** The newer of two. What came with more than a beginning leaves its revision behind, against older news that come late. */
        Told newer(Told other) {
            NumberSnapshot newest = number.revision() >= other.number.revision() ? number : other.number;
            return new Told(tenantId, newest, begins && other.begins);
        }
    }

    /** The numbers of some users of a tenant; users without any are left out. */
    Map<UUID, UserNumbers> find(Connection connection, UUID tenantId, Collection<UUID> userIds) throws SQLException {
        String sql =
                """
                select user_id, telephone_number, assignment_category
                  from user_number
                 where tenant_id = ? and user_id = any (?)
                 order by user_id, assignment_category is distinct from 'primary', telephone_number""";
        Map<UUID, List<String>> numbers = new HashMap<>();
        Map<UUID, String> lines = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, tenantId);
            query.setArray(2, connection.createArrayOf("uuid", userIds.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    UUID userId = row.getObject("user_id", UUID.class);
                    String number = new E164Number(row.getLong("telephone_number")).toString();
                    numbers.computeIfAbsent(userId, id -> new ArrayList<>()).add(number);
                    if (AssignmentCategory.PRIMARY.wire().equals(row.getString("assignment_category"))) {
                        lines.putIfAbsent(userId, "tel:" + number);
                    }
                }
            }
        }
        Map<UUID, UserNumbers> found = new HashMap<>();
        numbers.forEach((userId, of) -> found.put(userId, new UserNumbers(lines.get(userId), of)));
        return found;
    }

    /** What speaks against a number as the default one of a conference bridge: it has to be its own, toll, and not Operator Connect. */
    Map<String, String> reasonsAgainstDefault(Connection connection, UserAccount.Id bridge, E164Number number)
            throws SQLException {
        String sql =
                """
                select number_type, toll_free
                  from user_number
                 where tenant_id = ? and telephone_number = ? and user_id = ?""";
        Map<String, String> reasons = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, bridge.tenantId());
            query.setLong(2, number.digits());
            query.setObject(3, bridge.userId());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getString("number_type") == null) {
                    reasons.put(
                            "default-number-not-assigned",
                            "Assign the number to the bridge first; what was done a moment ago is known here in seconds.");
                    return reasons;
                }
                if (NumberType.OPERATOR_CONNECT.wire().equals(row.getString("number_type"))) {
                    reasons.put(
                            "default-number-operator-connect",
                            "Choose a Calling Plan or Direct Routing number of the bridge.");
                }
                if (row.getBoolean("toll_free")) {
                    reasons.put("default-number-toll-free", "Choose a toll number of the bridge.");
                }
            }
        }
        return reasons;
    }

    /**
     * Takes over whose each number is, unless something newer of that number was told before.
     *
     * @param told each number of a tenant at most once
     */
    void apply(Connection connection, Collection<Told> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        String sql =
                """
                insert into user_number as known
                       (tenant_id, telephone_number, revision, user_id, assignment_category, number_type, toll_free)
                select tenant_id, telephone_number, revision, user_id, assignment_category, number_type, toll_free
                  from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::boolean[])
                    as told (tenant_id, telephone_number, revision, user_id, assignment_category, number_type, toll_free)
                 order by tenant_id, telephone_number
                    on conflict (tenant_id, telephone_number) do update
                   set revision = excluded.revision, user_id = excluded.user_id,
                       assignment_category = excluded.assignment_category, number_type = excluded.number_type,
                       toll_free = excluded.toll_free
                 where known.revision < excluded.revision""";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setArray(
                    1,
                    array(connection, "uuid", told.stream().map(Told::tenantId).toArray()));
            upsert.setArray(
                    2,
                    array(
                            connection,
                            "bigint",
                            told.stream().map(UserNumberBulkStore::digits).toArray()));
            upsert.setArray(
                    3,
                    array(
                            connection,
                            "bigint",
                            told.stream().map(one -> one.number().revision()).toArray()));
            upsert.setArray(
                    4,
                    array(
                            connection,
                            "uuid",
                            told.stream().map(UserNumberBulkStore::holder).toArray()));
            upsert.setArray(
                    5,
                    array(
                            connection,
                            "text",
                            told.stream().map(UserNumberBulkStore::category).toArray()));
            upsert.setArray(
                    6,
                    array(
                            connection,
                            "text",
                            told.stream()
                                    .map(one -> one.number().numberType().wire())
                                    .toArray()));
            upsert.setArray(
                    7,
                    array(
                            connection,
                            "boolean",
                            told.stream().map(one -> one.number().tollFree()).toArray()));
            upsert.executeUpdate();
        }
    }

    /**
     * Takes numbers whose stay begins unassigned from whomever a former stay may have left them with. Of a number that nobody ever had nothing
     * is kept: whatever is told of it later is newer.
     *
     * @param told each number of a tenant at most once
     */
    void forget(Connection connection, Collection<Told> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        String sql =
                """
                update user_number known
                   set revision = told.revision, user_id = null, assignment_category = null
                  from unnest(?::uuid[], ?::bigint[], ?::bigint[]) as told (tenant_id, telephone_number, revision)
                 where known.tenant_id = told.tenant_id and known.telephone_number = told.telephone_number
                   and known.revision < told.revision""";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(
                    1,
                    array(connection, "uuid", told.stream().map(Told::tenantId).toArray()));
            update.setArray(
                    2,
                    array(
                            connection,
                            "bigint",
                            told.stream().map(UserNumberBulkStore::digits).toArray()));
            update.setArray(
                    3,
                    array(
                            connection,
                            "bigint",
                            told.stream().map(one -> one.number().revision()).toArray()));
            update.executeUpdate();
        }
    }

    private static Array array(Connection connection, String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    private static Long digits(Told told) {
        return told.number().telephoneNumber().digits();
    }

    private static @Nullable UUID holder(Told told) {
        return told.number().status() == HoldingStatus.GONE
                ? null
                : told.number().assignmentTargetId();
    }

    private static @Nullable String category(Told told) {
        AssignmentCategory category = told.number().assignmentCategory();
        return holder(told) == null || category == null ? null : category.wire();
    }
}
