package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.AddressChangeDecided;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.operator.request.RequestDecisions;
import dev.trunkline.operator.request.RequestDecisions.Decision;
import dev.trunkline.operator.request.RequestDecisions.Problems;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the requests and sends the operator's decisions to number-service, which carries them out or refuses. */
@ApplicationScoped
class AddressChangeService {

    private static final Problems PROBLEMS =
            new Problems(AddressChangeProblem.REQUEST_ENDED, AddressChangeProblem.BEING_DECIDED);

    private final RequestDatabase database;
    private final AddressChangeStore requests;
    private final RequestDecisions decisions;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    AddressChangeService(
            RequestDatabase database,
            AddressChangeStore requests,
            RequestDecisions decisions,
            Outbox outbox,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.requests = requests;
        this.decisions = decisions;
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
            Optional<OperationView> sent = decisions.sentBefore(connection, request, kindOf(decision), PROBLEMS);
            if (sent.isPresent()) {
                return sent.get();
            }
            AddressChangeDecided command = command(request, decision, reason, clock.now());
            Decision begun =
                    new Decision(command.commandId(), kindOf(decision), command.decidedBy(), command.decidedAt());
            decisions.begin(connection, requests, request, begun);
            outbox.append(command);
            return decisions.begun(connection, request, begun);
        });
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
}
