package dev.trunkline.operator.release;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows release requests and sends the operator's decisions to number-service, which carries them out or refuses. */
@ApplicationScoped
class ReleaseService {

    private final RequestDatabase database;
    private final ReleaseRequestStore requests;
    private final OperationStore operations;
    private final OperationService shown;
    private final NumberBulkStore numbers;
    private final SettingsStore settings;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    ReleaseService(
            RequestDatabase database,
            ReleaseRequestStore requests,
            OperationStore operations,
            OperationService shown,
            NumberBulkStore numbers,
            SettingsStore settings,
            Outbox outbox,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.requests = requests;
        this.operations = operations;
        this.shown = shown;
        this.numbers = numbers;
        this.settings = settings;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    @Transactional
    Page<ReleaseRequestView> list(UUID operatorId, @Nullable ReleaseRequestStatus status, PageRequest page) {
        List<ReleaseRequest> found = database.call(
                connection -> requests.list(connection, operatorId, status, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(found, page, request -> request.releaseRequestId().toString(), ReleaseRequestView::of);
    }

    /**
     * Sends a decision, once: the same decision again answers the operation of the first.
     *
     * @param reason of a refusal
     */
    @Transactional
    OperationView decide(UUID operatorId, UUID releaseRequestId, ReleaseDecision decision, @Nullable String reason) {
        return database.call(connection -> {
            ReleaseRequest request = requests.lock(connection, operatorId, releaseRequestId)
                    .orElseThrow(ReleaseProblem::requestNotFound);
            UUID operationId = request.decidingOperation();
            if (operationId != null) {
                return sameDecision(connection, request, operationId, decision);
            }
            if (!request.status().canBecome(closedBy(decision))) {
                throw closed(request);
            }
            OperatorSettings operator = settings.find(connection, operatorId).orElseThrow();
            ReleaseDecided command = command(request, decision, reason, operator);
            ReleaseCommands.begin(operations, connection, command);
            requests.decide(connection, operatorId, releaseRequestId, command.commandId());
            outbox.append(command);
            return shown.get(connection, operatorId, command.commandId());
        });
    }

    @Transactional
    Page<NumberView> numbers(UUID operatorId, @Nullable UUID tenantId, PageRequest page) {
        List<NumberView> found = database.call(connection -> numbers.list(
                connection, operatorId, tenantId, PageKeys.read(page, NumberBulkStore.Position::of), page.limit() + 1));
        return Page.of(
                found,
                page,
                number -> new NumberBulkStore.Position(number.telephoneNumber().digits(), number.tenantId()).toString(),
                number -> number);
    }

    private OperationView sameDecision(
            Connection connection, ReleaseRequest request, UUID operationId, ReleaseDecision decision)
            throws SQLException {
        OperationView operation = shown.get(connection, request.operatorId(), operationId);
        if (operation.kind() == ReleaseCommands.kindOf(decision)) {
            return operation;
        }
        if (request.status() != ReleaseRequestStatus.OPEN) {
            throw closed(request);
        }
        throw new ProblemException(
                ReleaseProblem.RELEASE_BEING_DECIDED,
                "Another decision on this request is on its way. Follow it under /operations/" + operationId + ".");
    }

    private ReleaseDecided command(
            ReleaseRequest request, ReleaseDecision decision, @Nullable String reason, OperatorSettings operator) {
        return new ReleaseDecided(
                Ids.next(),
                request.operatorId(),
                request.tenantId(),
                request.telephoneNumber(),
                request.holdingId(),
                request.releaseRequestId(),
                decision,
                reason,
                operator.quarantineDays(),
                caller.subject(),
                clock.now());
    }

    private static ReleaseRequestStatus closedBy(ReleaseDecision decision) {
        return switch (decision) {
            case CONFIRMED -> ReleaseRequestStatus.CONFIRMED;
            case REFUSED -> ReleaseRequestStatus.REFUSED;
        };
    }

    private static ProblemException closed(ReleaseRequest request) {
        return new ProblemException(
                ReleaseProblem.RELEASE_REQUEST_CLOSED,
                "The request is %s and needs no decision any more; should the tenant ask again, that is a new request."
                        .formatted(request.status().wire()));
    }
}
