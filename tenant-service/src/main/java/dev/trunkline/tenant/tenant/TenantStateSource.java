package dev.trunkline.tenant.tenant;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.TenantChanged;
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

/** Says every tenant again. */
@ApplicationScoped
class TenantStateSource implements StateSource {

    @Override
    public Topic topic() {
        return Topic.TENANTS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        String sql =
                """
                select tenant_id, revision, display_name, coexistence_mode
                  from tenant
                 where ?::uuid is null or tenant_id > ?
                 order by tenant_id
                 limit ?
                   for update""";
        UUID after = lastKey == null ? null : UUID.fromString(lastKey);
        List<Event> events = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, after);
            query.setObject(2, after);
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(new TenantChanged(
                            row.getObject("tenant_id", UUID.class),
                            row.getLong("revision"),
                            row.getString("display_name"),
                            CoexistenceMode.fromString(row.getString("coexistence_mode"))));
                }
            }
        }
        return new Page(
                events,
                events.size() < limit ? null : events.get(events.size() - 1).recordKey());
    }
}
