package dev.trunkline.number.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.HoldingStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
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
               set during = tstzrange(lower(during), greatest(business_now(), lower(during) + interval '1 microsecond'))
             where holding_id = any(?)
               and upper_inf(during)
            """;

    /** A change begins where the one before it in the same stay was closed, and a stay after all earlier ones. */
    private static final String INSERT =
            """
            insert into number_history (tenant_id, number, holding_id, number_type, operator_id, order_id, enablement_epoch, at, during,
                                        action, actor, reason, correlation_id, before, after, target_id, civic_address_id, location_id)
            select c.tenant_id, c.number, c.holding_id, c.number_type, c.operator_id, c.order_id, c.enablement_epoch, t.at,
                   case when c.ended then 'empty'::tstzrange else tstzrange(t.at, null) end,
                   c.action, c.actor, c.reason, c.correlation_id, c.before, c.after, c.target_id, c.civic_address_id, c.location_id
              from jsonb_to_recordset(?::jsonb) as c(
                       tenant_id uuid, number bigint, holding_id uuid, number_type text, operator_id uuid, order_id uuid,
                       enablement_epoch integer, ended boolean, action text, actor text, reason text, correlation_id text,
                       before jsonb, after jsonb, target_id uuid, civic_address_id uuid, location_id uuid)
             cross join lateral (
                   select coalesce(max(upper(earlier.during)) filter (where earlier.holding_id = c.holding_id),
                                   greatest(business_now(), max(upper(earlier.during)))) as at
                     from number_history earlier
                    where earlier.number = c.number and not isempty(earlier.during)) t
             order by c.number
            """;

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
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, json(entries));
            insert.executeUpdate();
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

    private static String json(List<HistoryEntry> entries) {
        try {
            return ContractJson.mapper()
                    .writeValueAsString(entries.stream().map(HistoryStore::row).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a history entry cannot be written as JSON", e);
        }
    }

    private static Map<String, @Nullable Object> row(HistoryEntry entry) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("tenant_id", entry.tenantId());
        row.put("number", entry.number());
        row.put("holding_id", entry.holdingId());
        row.put("number_type", entry.numberType());
        row.put("operator_id", entry.operatorId());
        row.put("order_id", entry.orderId());
        row.put("enablement_epoch", entry.enablementEpoch());
        row.put("ended", entry.after().holdingStatus() == HoldingStatus.GONE);
        row.put("action", entry.action());
        row.put("actor", entry.actor());
        row.put("reason", entry.reason());
        row.put("correlation_id", entry.correlationId());
        row.put("before", entry.before());
        row.put("after", entry.after());
        row.put("target_id", entry.after().assignmentTargetId());
        row.put("civic_address_id", entry.after().civicAddressId());
        row.put("location_id", entry.after().locationId());
        return row;
    }
}
