package dev.trunkline.number.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.UserChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The projection of the users in sets, over the background role's connection: an import of a tenant's hundred thousand users must not keep
 * waiting what others are told of. Rows are locked and inserted by tenant and user.
 */
@ApplicationScoped
class UserBulkStore {

    private static final String UPSERT =
            """
            insert into tenant_user as present
                   (tenant_id, user_id, revision, status, account_type, usage_location, licences, coexistence_mode,
                    on_prem_line_uri, has_voice_routing_policy, incarnation)
            select "tenantId", "userId", revision, status, "accountType",
                   case when status <> 'deleted' then "usageLocation" end,
                   case when status <> 'deleted' then coalesce(licences, '{}') else '{}' end,
                   "coexistenceMode",
                   case when status <> 'deleted' then "onPremLineUri" end,
                   "hasVoiceRoutingPolicy", incarnation
              from jsonb_to_recordset(?::jsonb) as said(
                   "tenantId" uuid, "userId" uuid, revision bigint, status text, "accountType" text, "usageLocation" text,
                   licences text[], "coexistenceMode" text, "onPremLineUri" text, "hasVoiceRoutingPolicy" boolean,
                   incarnation bigint)
             order by "tenantId", "userId"
            on conflict (tenant_id, user_id) do update
               set revision = excluded.revision, status = excluded.status, account_type = excluded.account_type,
                   usage_location = excluded.usage_location, licences = excluded.licences,
                   coexistence_mode = excluded.coexistence_mode, on_prem_line_uri = excluded.on_prem_line_uri,
                   has_voice_routing_policy = excluded.has_voice_routing_policy,
                   incarnation = coalesce(excluded.incarnation, present.incarnation)
             where present.revision < excluded.revision
                -- Said again by a sender that knows more than the one before it.
                or (present.revision = excluded.revision and present.incarnation is null and excluded.incarnation is not null)
            returning tenant_id, user_id, old.user_id is not null as known, old.incarnation
            """;

    /** Which user of which tenant. */
    record UserKey(UUID tenantId, UUID userId) {

        static UserKey of(UserChanged user) {
            return new UserKey(user.tenantId(), user.userId());
        }

        private static UserKey read(ResultSet row) throws SQLException {
            return new UserKey(row.getObject("tenant_id", UUID.class), row.getObject("user_id", UUID.class));
        }
    }

    /**
     * What was known of a user before.
     *
     * @param known false for a user never told of until now
     * @param incarnation null where it was not told
     */
    record Former(boolean known, @Nullable Long incarnation) {}

    /**
     * Keeps what is newer than what is known; each user at most once. Whoever holds the row of one of them is waited for, also of those
     * that change nothing.
     *
     * @return those that were newer, with what was known until now
     */
    Map<UserKey, Former> upsert(Connection connection, List<UserChanged> users) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, json(users));
            try (ResultSet row = upsert.executeQuery()) {
                Map<UserKey, Former> applied = new HashMap<>();
                while (row.next()) {
                    applied.put(
                            UserKey.read(row),
                            new Former(row.getBoolean("known"), row.getObject("incarnation", Long.class)));
                }
                return applied;
            }
        }
    }

    private static String json(List<UserChanged> users) {
        try {
            return ContractJson.mapper().writeValueAsString(users);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a user cannot be written as JSON", e);
        }
    }
}
