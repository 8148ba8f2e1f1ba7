package dev.trunkline.number.directory;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Keeps the projection of the directory: the highest revision of each entry. */
@ApplicationScoped
class OperatorEventsHandler implements EventsHandler {

    private static final String UPSERT =
            """
            insert into operator_entry as present
                   (operator_id, revision, name, support_contact, status, quarantine_days, auto_confirm_releases)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (operator_id) do update
               set revision = excluded.revision, name = excluded.name, support_contact = excluded.support_contact,
                   status = excluded.status, quarantine_days = excluded.quarantine_days,
                   auto_confirm_releases = excluded.auto_confirm_releases
             where present.revision < excluded.revision
            """;

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.OPERATOR_CHANGED);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<OperatorChanged> entries = events.stream()
                .map(event -> event.payloadAs(OperatorChanged.class))
                .sorted(Comparator.comparing(OperatorChanged::operatorId))
                .toList();
        try (PreparedStatement upsert = transaction.connection().prepareStatement(UPSERT)) {
            for (OperatorChanged entry : entries) {
                upsert.setObject(1, entry.operatorId());
                upsert.setLong(2, entry.revision());
                upsert.setString(3, entry.name());
                upsert.setString(4, entry.supportContact());
                upsert.setString(5, entry.status().wire());
                upsert.setInt(6, entry.quarantineDays());
                upsert.setBoolean(7, entry.autoConfirmReleases());
                upsert.addBatch();
            }
            for (int applied : upsert.executeBatch()) {
                transaction.countStale(applied == 0 ? 1 : 0);
            }
        }
    }
}
