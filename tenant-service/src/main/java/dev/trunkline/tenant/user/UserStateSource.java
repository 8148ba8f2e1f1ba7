package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says every user again, deleted ones too. */
@ApplicationScoped
class UserStateSource implements StateSource {

    @Override
    public Topic topic() {
        return Topic.USERS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        String sql =
                """
                select tenant_id, user_id, revision, status, account_type, usage_location, licences, coexistence_mode,
                       on_prem_line_uri, online_voice_routing_policy is not null as has_voice_routing_policy
                  from user_account
                 where (tenant_id, user_id) > (?, ?)
                 order by tenant_id, user_id
                 limit ?
                   for update""";
        int colon = lastKey == null ? -1 : lastKey.indexOf(':');
        UUID first = new UUID(0, 0);
        List<Event> events = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, lastKey == null ? first : UUID.fromString(lastKey.substring(0, colon)));
            query.setObject(2, lastKey == null ? first : UUID.fromString(lastKey.substring(colon + 1)));
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
        }
        return new Page(
                events,
                events.size() < limit ? null : events.get(events.size() - 1).recordKey());
    }

    private static UserChanged event(ResultSet row) throws SQLException {
        String mode = row.getString("coexistence_mode");
        return new UserChanged(
                row.getObject("tenant_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("revision"),
                UserStatus.fromString(row.getString("status")),
                AccountType.fromString(row.getString("account_type")),
                row.getString("usage_location"),
                List.of((String[]) row.getArray("licences").getArray()),
                mode == null ? null : CoexistenceMode.fromString(mode),
                row.getString("on_prem_line_uri"),
                row.getBoolean("has_voice_routing_policy"));
    }
}
