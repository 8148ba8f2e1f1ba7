package dev.trunkline.tenant.user;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.Topic;
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
        String sql = "select " + UserEvents.COLUMNS
                + """
                  from user_account u
                 where (u.tenant_id, u.user_id) > (?, ?)
                 order by u.tenant_id, u.user_id
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
                    events.add(UserEvents.of(row));
                }
            }
        }
        return new Page(
                events,
                events.size() < limit ? null : events.get(events.size() - 1).recordKey());
    }
}
