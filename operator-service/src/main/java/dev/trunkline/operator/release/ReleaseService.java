package dev.trunkline.operator.release;

import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows release requests and sends the operator's decisions to number-service, which carries them out or refuses. */
@ApplicationScoped
class ReleaseService {

    private static final Problems PROBLEMS =
            new Problems(ReleaseProblem.RELEASE_REQUEST_CLOSED, ReleaseProblem.RELEASE_BEING_DECIDED);

    private final RequestDatabase database;
    private final ReleaseRequestStore requests;
    private final RequestDecisions decisions;
    private final NumberBulkStore numbers;
    private final SettingsStore settings;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    ReleaseService(
            RequestDatabase database,
            ReleaseRequestStore requests,
            RequestDecisions decisions,
            NumberBulkStore numbers,
            SettingsStore settings,
            Outbox outbox,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.requests = requests;
        this.decisions = decisions;
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
            Optional<OperationView> sent =
                    decisions.sentBefore(connection, request, ReleaseCommands.kindOf(decision), PROBLEMS);
            if (sent.isPresent()) {
                return sent.get();
            }
            OperatorSettings operator = settings.find(connection, operatorId).orElseThrow();
            ReleaseDecided command = ReleaseCommands.of(
                    request, decision, reason, operator.quarantineDays(), caller.subject(), clock.now());
            Decision begun = ReleaseCommands.decisionOf(command);
            decisions.begin(connection, requests, request, begun);
            outbox.append(command);
            return decisions.begun(connection, request, begun);
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
}
