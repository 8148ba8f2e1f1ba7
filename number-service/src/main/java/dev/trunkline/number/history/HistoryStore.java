package dev.trunkline.number.history;

import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.platform.persistence.RowKinds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes history, in the transaction of the change and under the lock on its numbers. */
@ApplicationScoped
public class HistoryStore {

    /** A clock that was set back must not make an interval end before it began. */
    private static final String CLOSE =
            """
            update number_history
               set during = tstzrange(lower(during), greatest((select business_now()), lower(during) + interval '1 microsecond'))
             where holding_id = any(?)
               and upper_inf(during)
            """;

    private static final String INSERT =
            """
            insert into number_history (tenant_id, number, holding_id, number_type, operator_id, order_id, enablement_epoch, at, during,
                                        action, actor, reason, correlation_id, before, after, target_id, civic_address_id, location_id)
            select c.tenant_id, n.number, n.holding_id, c.number_type, c.operator_id, c.order_id, c.enablement_epoch, t.at,
                   case when c.ended then 'empty'::tstzrange else tstzrange(t.at, null) end,
                   c.action, c.actor, c.reason, c.correlation_id, c.before, c.after, c.target_id, c.civic_address_id, c.location_id
              from unnest(?::bigint[], ?::uuid[], ?::integer[]) as n (number, holding_id, kind)
              join jsonb_to_recordset(?::jsonb) as c (
                       kind integer, tenant_id uuid, number_type text, operator_id uuid, order_id uuid,
                       enablement_epoch integer, ended boolean, action text, actor text, reason text, correlation_id text,
                       before jsonb, after jsonb, target_id uuid, civic_address_id uuid, location_id uuid)
                on c.kind = n.kind
             cross join lateral (%s) t
             order by n.number
            """;

    /**
     * A change begins where the one before it in the same stay was closed, and a stay after all earlier ones. The clock is read once: it is
     * a function with a query in it, which for each row would cost as much as the row.
     */
    private static final String AFTER_EARLIER = INSERT.formatted(
            """
                   select coalesce(max(upper(earlier.during)) filter (where earlier.holding_id = n.holding_id),
                                   greatest((select business_now()), max(upper(earlier.during)))) as at
                     from number_history earlier
                    where earlier.number = n.number and not isempty(earlier.during)""");

    private static final String FIRST = INSERT.formatted("select (select business_now()) as at");

    private static final String ANY_EARLIER = "select exists (select from number_history where number between ? and ?)";

    /** Numbers come in blocks: in sets of so many, one look tells mostly that no number of the block was ever here. */
    private static final int A_BLOCK = 50;

    /**
     * Writes one change per holding; two changes of the same holding are two calls.
     *
     * @throws SQLException also when an interval would overlap another holder's
     */
    public void record(Connection connection, List<HistoryEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        close(connection, entries);
        try (PreparedStatement insert = connection.prepareStatement(sql(connection, entries))) {
            RowKinds<Kind> kinds = new RowKinds<>();
            Integer[] kindOf =
                    entries.stream().map(Kind::of).map(kinds::numberOf).toArray(Integer[]::new);
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", entries.stream().map(HistoryEntry::number).toArray(Long[]::new)));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            entries.stream().map(HistoryEntry::holdingId).toArray()));
            insert.setArray(3, connection.createArrayOf("integer", kindOf));
            insert.setString(4, kinds.json(Kind::columns));
            insert.executeUpdate();
        }
    }

    private static String sql(Connection connection, List<HistoryEntry> entries) throws SQLException {
        return entries.size() >= A_BLOCK && !anyEarlier(connection, entries) ? FIRST : AFTER_EARLIER;
    }

    private static boolean anyEarlier(Connection connection, List<HistoryEntry> entries) throws SQLException {
        LongSummaryStatistics block =
                entries.stream().mapToLong(HistoryEntry::number).summaryStatistics();
        try (PreparedStatement select = connection.prepareStatement(ANY_EARLIER)) {
            select.setLong(1, block.getMin());
            select.setLong(2, block.getMax());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What begins a stay has nothing to close. */
    private static void close(Connection connection, List<HistoryEntry> entries) throws SQLException {
        UUID[] holdings = entries.stream()
                .filter(entry -> entry.before() != null)
                .map(HistoryEntry::holdingId)
                .toArray(UUID[]::new);
        if (holdings.length == 0) {
            return;
        }
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setArray(1, connection.createArrayOf("uuid", holdings));
            close.executeUpdate();
        }
    }

    /** All of an entry but its number and holding. */
    private record Kind(
            UUID tenantId,
            NumberType numberType,
            @Nullable UUID operatorId,
            @Nullable UUID orderId,
            @Nullable Integer enablementEpoch,
            NumberAction action,
            String actor,
            @Nullable String reason,
            @Nullable String correlationId,
            @Nullable HistoryState before,
            HistoryState after) {

        static Kind of(HistoryEntry entry) {
            return new Kind(
                    entry.tenantId(),
                    entry.numberType(),
                    entry.operatorId(),
                    entry.orderId(),
                    entry.enablementEpoch(),
                    entry.action(),
                    entry.actor(),
                    entry.reason(),
                    entry.correlationId(),
                    entry.before(),
                    entry.after());
        }

        Map<String, @Nullable Object> columns() {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("tenant_id", tenantId);
            row.put("number_type", numberType);
            row.put("operator_id", operatorId);
            row.put("order_id", orderId);
            row.put("enablement_epoch", enablementEpoch);
            row.put("ended", after.holdingStatus() == HoldingStatus.GONE);
            row.put("action", action);
            row.put("actor", actor);
            row.put("reason", reason);
            row.put("correlation_id", correlationId);
            row.put("before", before);
            row.put("after", after);
            row.put("target_id", after.assignmentTargetId());
            row.put("civic_address_id", after.civicAddressId());
            row.put("location_id", after.locationId());
            return row;
        }
    }
}
