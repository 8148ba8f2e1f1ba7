package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.AddressChangeDecided;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationStore;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the requests and sends the operator's decisions to number-service, which carries them out or refuses. */
@ApplicationScoped
class AddressChangeService {

    private final RequestDatabase database;
    private final AddressChangeStore requests;
    private final OperationStore operations;
    private final OperationService shown;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    AddressChangeService(
            RequestDatabase database,
            AddressChangeStore requests,
            OperationStore operations,
            OperationService shown,
            Outbox outbox,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.requests = requests;
        this.operations = operations;
        this.shown = shown;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    @Transactional
    Page<AddressChangeRequest> list(UUID operatorId, @Nullable AddressChangeStatus status, PageRequest page) {
        List<AddressChangeRequest> found = database.call(
                connection -> requests.list(connection, operatorId, status, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(found, page, request -> request.requestId().toString(), request -> request);
    }

    @Transactional
    AddressChangeRequest get(UUID operatorId, UUID requestId) {
        return database.call(connection ->
                requests.find(connection, operatorId, requestId).orElseThrow(AddressChangeProblem::requestNotFound));
    }

    /** Sends a decision, once: the same decision again answers the operation of the first. */
    @Transactional
    OperationView decide(UUID operatorId, UUID requestId, AddressChangeDecision decision, @Nullable String reason) {
        return database.call(connection -> {
            AddressChangeRequest request =
                    requests.lock(connection, operatorId, requestId).orElseThrow(AddressChangeProblem::requestNotFound);
            UUID operationId = request.decidingOperation();
            if (operationId != null) {
                return sameDecision(connection, request, operationId, decision);
            }
            if (!request.isOpen()) {
                throw ended(request);
            }
            AddressChangeDecided command = command(request, decision, reason, clock.now());
            operations.begin(
                    connection,
                    new OperationStore.Beginning(
                            command.commandId(),
                            operatorId,
                            request.tenantId(),
                            kindOf(decision),
                            command.decidedBy(),
                            command.decidedAt()),
                    List.of(new OperationStore.Command(command.commandId(), request.telephoneNumber())));
            requests.decide(connection, operatorId, requestId, command.commandId());
            outbox.append(command);
            return shown.get(connection, operatorId, command.commandId());
        });
    }

    private OperationView sameDecision(
            Connection connection, AddressChangeRequest request, UUID operationId, AddressChangeDecision decision)
            throws SQLException {
        OperationView operation = shown.get(connection, request.operatorId(), operationId);
        if (operation.kind() == kindOf(decision)) {
            return operation;
        }
        if (!request.isOpen()) {
            throw ended(request);
        }
        throw new ProblemException(
                AddressChangeProblem.BEING_DECIDED,
                "Another decision on this request is on its way. Follow it under /operations/" + operationId + ".");
    }

    private AddressChangeDecided command(
            AddressChangeRequest request, AddressChangeDecision decision, @Nullable String reason, Instant now) {
        return new AddressChangeDecided(
                Ids.next(),
                request.operatorId(),
                request.tenantId(),
                request.telephoneNumber(),
                request.holdingId(),
                request.requestId(),
                decision,
                reason,
                caller.subject(),
                now);
    }

    private static OperationKind kindOf(AddressChangeDecision decision) {
        return switch (decision) {
            case ACCEPTED -> OperationKind.ADDRESS_CHANGE_ACCEPTANCE;
            case REFUSED -> OperationKind.ADDRESS_CHANGE_REFUSAL;
        };
    }

    private static ProblemException ended(AddressChangeRequest request) {
        return new ProblemException(
                AddressChangeProblem.REQUEST_ENDED,
                "The request is %s and needs no decision any more; should the tenant ask again, that is a new request."
                        .formatted(request.status().wire()));
    }
}
