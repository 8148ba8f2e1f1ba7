package dev.trunkline.tenant.directory;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Keeps the projection of the directory. */
@ApplicationScoped
class DirectoryEventsHandler implements EventsHandler {

    private final DirectoryStore directory;

    DirectoryEventsHandler(DirectoryStore directory) {
        this.directory = directory;
    }

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
        directory.apply(
                transaction.connection(),
                events.stream()
                        .map(event -> event.payloadAs(OperatorChanged.class))
                        .toList());
    }
}
