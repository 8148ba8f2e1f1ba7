package dev.trunkline.operator.operation;

import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ends operations by number-service's answers, and lets the feature know whose command was answered. */
@ApplicationScoped
class CommandAnswersHandler implements EventsHandler {

    private final OperationStore operations;
    private final Instance<CommandListener> listeners;

    CommandAnswersHandler(OperationStore operations, Instance<CommandListener> listeners) {
        this.operations = operations;
        this.listeners = listeners;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.COMMAND_ANSWERED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        Map<UUID, UUID> answered = new LinkedHashMap<>();
        for (InboundEvent event : events) {
            CommandAnswered answer = event.payloadAs(CommandAnswered.class);
            Optional<UUID> operation = operations.answer(connection, answer);
            if (operation.isPresent()) {
                answered.put(operation.get(), answer.operatorId());
                for (CommandListener listener : listeners) {
                    listener.answered(connection, answer, operation.get());
                }
            }
        }
        for (Map.Entry<UUID, UUID> operation : answered.entrySet()) {
            operations.complete(connection, operation.getValue(), operation.getKey());
        }
    }
}
