package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.operator.operation.CommandListener;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps the requests that the operator has to answer; a decision that number-service refused leaves its request open for another. */
@ApplicationScoped
class AddressChangeEventsHandler implements EventsHandler, CommandListener {

    private final AddressChangeStore requests;

    AddressChangeEventsHandler(AddressChangeStore requests) {
        this.requests = requests;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ADDRESS_CHANGE_REQUEST_CHANGED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<AddressChangeRequestChanged> changes = events.stream()
                .map(event -> event.payloadAs(AddressChangeRequestChanged.class))
                .sorted(Comparator.comparing(AddressChangeRequestChanged::requestId))
                .toList();
        for (AddressChangeRequestChanged change : changes) {
            if (!requests.keep(transaction.connection(), change)) {
                transaction.countStale(1);
            }
        }
    }

    @Override
    public void answered(Connection connection, CommandAnswered answer, UUID operationId) throws SQLException {
        if (answer.outcome() == CommandOutcome.REFUSED) {
            requests.undecide(connection, answer.operatorId(), operationId);
        }
    }
}
