package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to enablements, for ever, without personal data of the contact. */
@ApplicationScoped
class EnablementHistoryStore {

    private static final TypeReference<List<EnablementView.Country>> COUNTRIES = new TypeReference<>() {};

    /**
     * One entry with its place in the history.
     */
    record Entry(long historyId, EnablementHistoryView view) {}

    /** Tells that {@code action} led to the enablement as it is now. */
    void append(
            Connection connection,
            Enablement enablement,
            EnablementAction action,
            @Nullable EnablementState before,
            Moment moment,
            @Nullable PendingRemoval removal)
            throws SQLException {
        String sql =
                """
                insert into enablement_history (tenant_id, operator_id, at, action, actor, epoch, revision, status_before,
                                                status_after, countries, notice_version, removal_id, scope)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb)""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, enablement.key().tenantId());
            insert.setObject(2, enablement.key().operatorId());
            insert.setObject(3, EnablementRows.utc(moment.at()));
            insert.setString(4, action.wire());
            insert.setString(5, moment.actor());
            insert.setInt(6, enablement.epoch());
            insert.setLong(7, moment.revision());
            insert.setString(8, before == null ? null : before.wire());
            insert.setString(9, enablement.state().wire());
            insert.setString(10, json(EnablementView.countries(enablement)));
            insert.setString(11, enablement.notice().version());
            insert.setObject(12, removal == null ? null : removal.removalId());
            insert.setString(13, removal == null ? null : json(scope(removal)));
            insert.executeUpdate();
        }
    }

    /** Since when a country, or a service of it, has been consented to without a break. */
    Instant consentedSince(Connection connection, EnablementKey key, String country, @Nullable OfferedService service)
            throws SQLException {
        String sql =
                """
                with entry as (
                    select history_id, at, status_after <> 'removed' and countries @> ?::jsonb as consented
                      from enablement_history
                     where tenant_id = ? and operator_id = ?
                )
                select min(at)
                  from entry
                 where history_id > coalesce((select max(history_id) from entry where not consented), 0)""";
        Map<String, Object> shown = service == null
                ? Map.of("country", country)
                : Map.of("country", country, "services", List.of(service.wire()));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, json(List.of(shown)));
            query.setObject(2, key.tenantId());
            query.setObject(3, key.operatorId());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return EnablementRows.instant(row, "min");
            }
        }
    }

    /** The history of one enablement, oldest first. */
    List<Entry> list(Connection connection, EnablementKey key, long afterId, int limit) throws SQLException {
        String sql =
                """
                select history_id, at, action, actor, epoch, status_before, status_after, countries, notice_version,
                       removal_id, scope
                  from enablement_history
                 where tenant_id = ? and operator_id = ? and history_id > ?
                 order by history_id
                 limit ?""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, key.tenantId());
            query.setObject(2, key.operatorId());
            query.setLong(3, afterId);
            query.setInt(4, limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(row.getLong("history_id"), view(row)));
                }
            }
            return entries;
        }
    }

    private static EnablementHistoryView view(ResultSet row) throws SQLException {
        String before = row.getString("status_before");
        String scope = row.getString("scope");
        try {
            return new EnablementHistoryView(
                    EnablementRows.instant(row, "at"),
                    EnablementAction.fromString(row.getString("action")),
                    row.getString("actor"),
                    row.getInt("epoch"),
                    before == null ? null : EnablementStatus.fromString(before),
                    EnablementStatus.fromString(row.getString("status_after")),
                    ContractJson.mapper().readValue(row.getString("countries"), COUNTRIES),
                    row.getString("notice_version"),
                    row.getObject("removal_id", UUID.class),
                    scope == null ? null : ContractJson.mapper().readValue(scope, RemovalView.Scope.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("history was stored in another form", e);
        }
    }

    private static RemovalView.Scope scope(PendingRemoval removal) {
        return new RemovalView.Scope(
                removal.scope().kind(),
                removal.scope().country(),
                removal.scope().service());
    }

    private static String json(Object value) {
        try {
            return ContractJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("history cannot be written", e);
        }
    }
}
