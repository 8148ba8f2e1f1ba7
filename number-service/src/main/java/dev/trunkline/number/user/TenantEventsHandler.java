package dev.trunkline.number.user;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Keeps the projection of the tenants: the highest revision of each. */
@ApplicationScoped
class TenantEventsHandler implements EventsHandler {

    private static final String UPSERT =
            """
            insert into tenant_entry as present (tenant_id, revision, display_name, coexistence_mode)
            values (?, ?, ?, ?)
            on conflict (tenant_id) do update
               set revision = excluded.revision, display_name = excluded.display_name,
                   coexistence_mode = excluded.coexistence_mode
             where present.revision < excluded.revision
            """;

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.TENANT_CHANGED);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<TenantChanged> tenants = events.stream()
                .map(event -> event.payloadAs(TenantChanged.class))
                .sorted(Comparator.comparing(TenantChanged::tenantId))
                .toList();
        try (PreparedStatement upsert = transaction.connection().prepareStatement(UPSERT)) {
            for (TenantChanged tenant : tenants) {
                upsert.setObject(1, tenant.tenantId());
                upsert.setLong(2, tenant.revision());
                upsert.setString(3, tenant.displayName());
                upsert.setString(4, tenant.coexistenceMode().wire());
                upsert.addBatch();
            }
            for (int applied : upsert.executeBatch()) {
                transaction.countStale(applied == 0 ? 1 : 0);
            }
        }
    }
}
