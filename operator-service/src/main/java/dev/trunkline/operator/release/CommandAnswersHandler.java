package dev.trunkline.operator.release;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ends operations by number-service's answers; a decision that it refused leaves its request open for another. */
@ApplicationScoped
class CommandAnswersHandler implements EventsHandler {

    private final OperationStore operations;
    private final ReleaseRequestStore requests;

    CommandAnswersHandler(OperationStore operations, ReleaseRequestStore requests) {
        this.operations = operations;
        this.requests = requests;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.COMMAND_ANSWERED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        for (InboundEvent event : events) {
            CommandAnswered answer = event.payloadAs(CommandAnswered.class);
            Optional<UUID> operation = operations.answer(connection, answer);
            if (operation.isPresent()) {
                operations.complete(connection, answer.operatorId(), operation.get());
                if (answer.outcome() == CommandOutcome.REFUSED) {
                    requests.undecide(connection, answer.operatorId(), operation.get());
                }
            }
        }
    }
}
