package dev.trunkline.operator.request;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.operator.operation.CommandListener;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationStore;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decisions on requests of tenants: each an operation of one command, whose id it has. number-service carries it out or refuses; one
 * that was refused leaves its request open for another.
 */
@ApplicationScoped
public class RequestDecisions implements CommandListener {

    private final OperationStore operations;
    private final OperationService shown;
    private final Instance<TenantRequestStore<?>> stores;

    RequestDecisions(OperationStore operations, OperationService shown, Instance<TenantRequestStore<?>> stores) {
        this.operations = operations;
        this.shown = shown;
        this.stores = stores;
    }

    /**
     * What an operator, or its setting, decides.
     *
     * @param at business time
     */
    public record Decision(UUID commandId, OperationKind kind, String by, Instant at) {}

    /**
     * What can be wrong with a decision on a request.
     *
     * @param ended the request needs none any more
     * @param beingDecided number-service is carrying out another one
     */
    public record Problems(ProblemType ended, ProblemType beingDecided) {}

    /**
     * The operation of the same decision that was sent before, if there is one.
     *
     * @param request locked
     * @throws ProblemException 409 when the request has ended, or another decision on it is on its way
     */
    public Optional<OperationView> sentBefore(
            Connection connection, TenantRequest request, OperationKind kind, Problems problems) throws SQLException {
        UUID operationId = request.decidingOperation();
        if (operationId != null) {
            OperationView operation = shown.get(connection, request.operatorId(), operationId);
            if (operation.kind() == kind) {
                return Optional.of(operation);
            }
        }
        if (!request.awaitsDecision()) {
            throw new ProblemException(
                    problems.ended(),
                    "The request is %s and needs no decision any more; should the tenant ask again, that is a new request."
                            .formatted(request.status().wire()));
        }
        if (operationId != null) {
            throw new ProblemException(
                    problems.beingDecided(),
                    "Another decision on this request is on its way. Follow it under /operations/" + operationId + ".");
        }
        return Optional.empty();
    }

    /** Begins the operation of a decision; its caller sends the command in the same transaction. */
    public <R extends TenantRequest> void begin(
            Connection connection, TenantRequestStore<R> store, R request, Decision decision) throws SQLException {
        operations.begin(
                connection,
                new OperationStore.Beginning(
                        decision.commandId(),
                        request.operatorId(),
                        request.tenantId(),
                        decision.kind(),
                        decision.by(),
                        decision.at()),
                List.of(new OperationStore.Command(decision.commandId(), request.telephoneNumber())));
        store.decide(connection, request.operatorId(), request.requestId(), decision.commandId());
    }

    /** The operation that {@link #begin} began. */
    public OperationView begun(Connection connection, TenantRequest request, Decision decision) throws SQLException {
        return shown.get(connection, request.operatorId(), decision.commandId());
    }

    @Override
    public void answered(Connection connection, CommandAnswered answer, UUID operationId) throws SQLException {
        if (answer.outcome() == CommandOutcome.REFUSED) {
            for (TenantRequestStore<?> store : stores) {
                store.undecide(connection, answer.operatorId(), operationId);
            }
        }
    }
}
