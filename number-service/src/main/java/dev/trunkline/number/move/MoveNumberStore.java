package dev.trunkline.number.move;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The numbers of moves, on the request path and in the background alike. */
@ApplicationScoped
class MoveNumberStore {

    private static final String COLUMNS =
            """
            m.move_id, m.tenant_id, m.operator_id, m.number, m.claim_holding_id, m.branch, m.step, m.active, m.step_since,
            m.expected_by, m.former_target_id, m.former_category, m.former_location_id, m.out_of_service_since,
            m.out_of_service_seconds, m.failures
            """;

    private static final String OF_KEYS =
            """
              from move_number m
             where m.active and (m.tenant_id, m.number) in (select t, n from unnest(?, ?) as keys(t, n))
             order by m.number, m.move_id
            """;

    private static final String FACTS = "select " + COLUMNS
            + """
                 , coalesce(c.holding_status = 'held', false) as claim_held, c.assignment_target_id as claim_target,
                   c.assignment_category as claim_category, coalesce(u.on_prem_line_uri is not null, false) as on_premises,
                   coalesce(u.has_voice_routing_policy and u.status = 'active', false) as has_policy,
                   exists (select from porting_number p
                            where p.tenant_id = m.tenant_id and p.number = m.number and p.operator_id = m.operator_id
                              and p.stage in ('ported', 'fulfilling', 'completed')) as ported,
                   d.holding_id is not null as delivered, d.assignment_target_id as delivered_target
              from move_number m
              left join phone_number c on c.holding_id = m.claim_holding_id
              left join phone_number d on d.tenant_id = m.tenant_id and d.number = m.number and d.holding_status = 'held'
                                      and d.number_type = 'operatorConnect' and d.operator_id = m.operator_id
              left join tenant_user u on u.tenant_id = m.tenant_id
                                     and u.user_id = coalesce(c.assignment_target_id, m.former_target_id)
             where m.active and (m.tenant_id, m.number) in (select t, n from unnest(?, ?) as keys(t, n))
             order by m.number, m.move_id
            """;

    private static final String INSERT =
            """
            insert into move_number (move_id, tenant_id, operator_id, number, claim_holding_id, branch, step, active, step_since,
                                     expected_by, former_target_id, former_category, former_location_id, out_of_service_seconds,
                                     failures)
            values (?, ?, ?, ?, ?, ?, ?, true, ?, ?, ?, ?, ?, 0, '[]')
            """;

    private static final String UPDATE =
            """
            update move_number
               set step = ?, active = ?, step_since = ?, expected_by = ?, former_target_id = ?, former_category = ?,
                   out_of_service_since = ?, out_of_service_seconds = ?, failures = ?::jsonb
             where move_id = ? and tenant_id = ? and number = ?
            """;

    void insert(Connection connection, Collection<MoveNumber> numbers) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (MoveNumber number : numbers) {
                insert.setObject(1, number.moveId());
                insert.setObject(2, number.tenantId());
                insert.setObject(3, number.operatorId());
                insert.setLong(4, number.number().digits());
                insert.setObject(5, number.claimHoldingId());
                insert.setString(6, number.branch().wire());
                insert.setString(7, number.step().wire());
                setInstant(insert, 8, number.stepSince());
                setInstant(insert, 9, number.expectedBy());
                insert.setObject(10, number.formerTargetId(), Types.OTHER);
                AssignmentCategory category = number.formerCategory();
                insert.setString(11, category == null ? null : category.wire());
                insert.setObject(12, number.formerLocationId(), Types.OTHER);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Whether the tenant moves any numbers at present: most do not, and need not be asked for each number. */
    boolean anyActive(Connection connection, UUID tenantId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select exists (select from move_number where tenant_id = ? and active)")) {
            select.setObject(1, tenantId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The active numbers of any move among these, unlocked. */
    List<MoveNumber> active(Connection connection, Collection<TenantNumber> keys) throws SQLException {
        return ofKeys(connection, keys, "");
    }

    /**
     * Locks the active numbers among these first, and reads what is true of them in a later statement: whoever changed something and had
     * the lock before has committed it.
     */
    Map<MoveNumber, MoveFacts> lockWithFacts(Connection connection, Collection<TenantNumber> keys) throws SQLException {
        Map<MoveNumber, MoveFacts> facts = new LinkedHashMap<>();
        if (ofKeys(connection, keys, " for update").isEmpty()) {
            return facts;
        }
        try (PreparedStatement select = connection.prepareStatement(FACTS)) {
            setKeys(connection, select, keys);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    facts.put(number(row), facts(row));
                }
            }
        }
        return facts;
    }

    void update(Connection connection, Collection<MoveNumber> numbers) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (MoveNumber number : numbers) {
                update.setString(1, number.step().wire());
                update.setBoolean(2, number.active());
                setInstant(update, 3, number.stepSince());
                setInstant(update, 4, number.expectedBy());
                update.setObject(5, number.formerTargetId(), Types.OTHER);
                AssignmentCategory category = number.formerCategory();
                update.setString(6, category == null ? null : category.wire());
                setInstant(update, 7, number.outOfServiceSince());
                update.setLong(8, number.outOfServiceSeconds());
                update.setString(9, json(number.failures()));
                update.setObject(10, number.moveId());
                update.setObject(11, number.tenantId());
                update.setLong(12, number.number().digits());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** The active numbers whose former users are these; the two lists belong together place by place. */
    List<TenantNumber> ofFormerUsers(Connection connection, List<UUID> tenants, List<UUID> users) throws SQLException {
        List<TenantNumber> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                """
                select tenant_id, number
                  from move_number
                 where active and (tenant_id, former_target_id) in (select t, u from unnest(?, ?) as targets(t, u))
                """)) {
            select.setArray(1, connection.createArrayOf("uuid", tenants.toArray(UUID[]::new)));
            select.setArray(2, connection.createArrayOf("uuid", users.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(new TenantNumber(row.getObject(1, UUID.class), new E164Number(row.getLong(2))));
                }
            }
        }
        return keys;
    }

    List<MoveNumber> ofMove(Connection connection, UUID tenantId, UUID moveId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                + " from move_number m where m.tenant_id = ? and m.move_id = ? order by m.number")) {
            select.setObject(1, tenantId);
            select.setObject(2, moveId);
            return read(select);
        }
    }

    /** Begins or stops to follow those numbers of a move that are not over. */
    void setActive(Connection connection, UUID tenantId, UUID moveId, boolean active) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                """
                update move_number
                   set active = ?
                 where tenant_id = ? and move_id = ? and step not in ('completed', 'ended')
                """)) {
            update.setBoolean(1, active);
            update.setObject(2, tenantId);
            update.setObject(3, moveId);
            update.executeUpdate();
        }
    }

    private static List<MoveNumber> ofKeys(Connection connection, Collection<TenantNumber> keys, String lock)
            throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + OF_KEYS + lock)) {
            setKeys(connection, select, keys);
            return read(select);
        }
    }

    private static void setKeys(Connection connection, PreparedStatement statement, Collection<TenantNumber> keys)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "uuid", keys.stream().map(TenantNumber::tenantId).toArray(UUID[]::new)));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "bigint",
                        keys.stream().map(key -> key.number().digits()).toArray(Long[]::new)));
    }

    private static List<MoveNumber> read(PreparedStatement select) throws SQLException {
        List<MoveNumber> numbers = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                numbers.add(number(row));
            }
        }
        return numbers;
    }

    private static MoveNumber number(ResultSet row) throws SQLException {
        return new MoveNumber(
                row.getObject("move_id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("operator_id", UUID.class),
                new E164Number(row.getLong("number")),
                row.getObject("claim_holding_id", UUID.class),
                MoveBranch.fromString(row.getString("branch")),
                MoveStep.fromString(row.getString("step")),
                row.getBoolean("active"),
                row.getObject("step_since", OffsetDateTime.class).toInstant(),
                instant(row, "expected_by"),
                row.getObject("former_target_id", UUID.class),
                category(row, "former_category"),
                row.getObject("former_location_id", UUID.class),
                instant(row, "out_of_service_since"),
                row.getLong("out_of_service_seconds"),
                failures(row.getString("failures")));
    }

    private static MoveFacts facts(ResultSet row) throws SQLException {
        return new MoveFacts(
                row.getBoolean("claim_held"),
                row.getObject("claim_target", UUID.class),
                category(row, "claim_category"),
                row.getBoolean("on_premises"),
                row.getBoolean("has_policy"),
                row.getBoolean("ported"),
                row.getBoolean("delivered"),
                row.getObject("delivered_target", UUID.class));
    }

    private static @Nullable AssignmentCategory category(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : AssignmentCategory.fromString(text);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static void setInstant(PreparedStatement statement, int index, @Nullable Instant at) throws SQLException {
        statement.setObject(index, at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static String json(List<ProblemError> failures) {
        try {
            return ContractJson.mapper().writeValueAsString(failures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("failures cannot be written as JSON", e);
        }
    }

    private static List<ProblemError> failures(String json) {
        try {
            return ContractJson.mapper().readValue(json, new TypeReference<List<ProblemError>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored failures cannot be read", e);
        }
    }
}
