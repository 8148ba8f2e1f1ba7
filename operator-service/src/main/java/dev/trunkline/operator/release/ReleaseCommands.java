package dev.trunkline.operator.release;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.operator.operation.CommandListener;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Decisions on release requests as operations of one command each; one that was refused leaves its request open for another. */
@ApplicationScoped
class ReleaseCommands implements CommandListener {

    private final ReleaseRequestStore requests;

    ReleaseCommands(ReleaseRequestStore requests) {
        this.requests = requests;
    }

    /** The operation has the id of its command. */
    static void begin(OperationStore operations, Connection connection, ReleaseDecided command) throws SQLException {
        operations.begin(
                connection,
                new OperationStore.Beginning(
                        command.commandId(),
                        command.operatorId(),
                        command.tenantId(),
                        kindOf(command.decision()),
                        command.decidedBy(),
                        command.decidedAt()),
                List.of(new OperationStore.Command(command.commandId(), command.telephoneNumber())));
    }

    static OperationKind kindOf(ReleaseDecision decision) {
        return switch (decision) {
            case CONFIRMED -> OperationKind.RELEASE_CONFIRMATION;
            case REFUSED -> OperationKind.RELEASE_REFUSAL;
        };
    }

    @Override
    public void answered(Connection connection, CommandAnswered answer, UUID operationId) throws SQLException {
        if (answer.outcome() == CommandOutcome.REFUSED) {
            requests.undecide(connection, answer.operatorId(), operationId);
        }
    }
}
