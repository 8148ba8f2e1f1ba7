package dev.trunkline.operator.number;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.NumbersCommanded.Description;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationStore;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands on the operator's numbers to number-service, each with the stay of the number that is meant. What is known here may be
 * old, so it refuses early only what the operator can see to be wrong; number-service decides under the number's lock.
 */
@ApplicationScoped
class NumberCommandService {

    private final RequestDatabase database;
    private final KnownNumberStore numbers;
    private final SettingsStore settings;
    private final OperationStore operations;
    private final OperationService shown;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;
    private final NumberCommandConfig config;

    NumberCommandService(
            RequestDatabase database,
            KnownNumberStore numbers,
            SettingsStore settings,
            OperationStore operations,
            OperationService shown,
            Outbox outbox,
            BusinessClock clock,
            Caller caller,
            NumberCommandConfig config) {
        this.database = database;
        this.numbers = numbers;
        this.settings = settings;
        this.operations = operations;
        this.shown = shown;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
        this.config = config;
    }

    /**
     * What is to be done.
     *
     * @param asSeen whether a number that has changed since is left alone
     */
    private record Order(
            NumberCommand command,
            OperationKind kind,
            @Nullable String reason,
            @Nullable UUID locationId,
            @Nullable Description description,
            boolean asSeen) {}

    @Transactional
    KnownNumber get(UUID operatorId, String telephoneNumber) {
        return database.call(connection -> find(connection, operatorId, telephoneNumber));
    }

    /** Takes the number from whoever it is assigned to now; a later assignment is left alone. */
    @Transactional
    OperationView unassign(UUID operatorId, String telephoneNumber, @Nullable String ifMatch, @Nullable String reason) {
        return database.call(connection -> {
            KnownNumber number = held(connection, operatorId, telephoneNumber);
            EntityTags.requireMatchIfGiven(ifMatch, number.revision());
            Order order = new Order(NumberCommand.UNASSIGN, OperationKind.UNASSIGNMENT, reason, null, null, true);
            return send(connection, operatorId, order, List.of(number));
        });
    }

    @Transactional
    OperationView locate(
            UUID operatorId, String telephoneNumber, @Nullable String ifMatch, EmergencyLocationRequest request) {
        return database.call(connection -> {
            KnownNumber number = held(connection, operatorId, telephoneNumber);
            EntityTags.requireMatch(ifMatch, number.revision());
            Order order = new Order(
                    NumberCommand.CHANGE_EMERGENCY_LOCATION,
                    OperationKind.EMERGENCY_LOCATION_CHANGE,
                    request.reason(),
                    request.locationId(),
                    null,
                    true);
            return send(connection, operatorId, order, List.of(number));
        });
    }

    /** Describes the number as the operator has read and then changed it. */
    @Transactional
    OperationView describe(UUID operatorId, String telephoneNumber, @Nullable String ifMatch, MergePatch patch) {
        return database.call(connection -> {
            KnownNumber number = held(connection, operatorId, telephoneNumber);
            EntityTags.requireMatch(ifMatch, number.revision());
            PatchNumberRequest wanted = patch.applyTo(PatchNumberRequest.of(number));
            OperatorSettings offering = settings.find(connection, operatorId).orElseThrow();
            Order order = new Order(
                    NumberCommand.DESCRIBE,
                    OperationKind.DESCRIPTION_CHANGE,
                    null,
                    null,
                    DescriptionCheck.descriptionOf(number, wanted, offering.offers()),
                    true);
            return send(connection, operatorId, order, List.of(number));
        });
    }

    @Transactional
    OperationView release(UUID operatorId, ReleaseNumbersRequest request) {
        List<E164Number> wanted = ReleaseCheck.numbers(request);
        return database.call(connection -> {
            Map<E164Number, KnownNumber> known =
                    numbers.find(connection, operatorId, request.tenantId(), wanted).stream()
                            .collect(Collectors.toMap(KnownNumber::telephoneNumber, Function.identity()));
            ReleaseCheck.requireReleasable(wanted, known, request.range() != null);
            Order order = new Order(NumberCommand.RELEASE, OperationKind.RELEASE, request.reason(), null, null, false);
            return send(connection, operatorId, order, List.copyOf(known.values()));
        });
    }

    private OperationView send(Connection connection, UUID operatorId, Order order, List<KnownNumber> meant)
            throws SQLException {
        Instant now = clock.now();
        UUID tenantId = meant.get(0).tenantId();
        int quarantineDays = settings.find(connection, operatorId).orElseThrow().quarantineDays();
        List<NumbersCommanded.Item> items = meant.stream()
                .map(number -> new NumbersCommanded.Item(
                        Ids.next(),
                        number.telephoneNumber(),
                        number.holdingId(),
                        order.asSeen() ? number.revision() : null))
                .toList();
        UUID operationId = Ids.next();
        operations.begin(
                connection,
                new OperationStore.Beginning(operationId, operatorId, tenantId, order.kind(), caller.subject(), now),
                items.stream()
                        .map(item -> new OperationStore.Command(item.commandId(), item.telephoneNumber()))
                        .toList());
        outbox.append(new NumbersCommanded(
                operationId,
                operatorId,
                tenantId,
                order.command(),
                items,
                order.reason(),
                quarantineDays,
                order.locationId(),
                caller.subject(),
                now,
                now.plus(config.validFor()),
                order.description()));
        return shown.get(connection, operatorId, operationId);
    }

    private KnownNumber held(Connection connection, UUID operatorId, String telephoneNumber) throws SQLException {
        KnownNumber number = find(connection, operatorId, telephoneNumber);
        if (number.status() != HoldingStatus.HELD) {
            throw new ProblemException(
                    NumberCommandProblem.ALREADY_RELEASED,
                    "The number has left the tenant and is in quarantine; nothing can be done with it there.");
        }
        return number;
    }

    private KnownNumber find(Connection connection, UUID operatorId, String telephoneNumber) throws SQLException {
        if (!E164Number.isWellFormed(telephoneNumber)) {
            throw NumberCommandProblem.numberNotFound();
        }
        return numbers.find(connection, operatorId, E164Number.of(telephoneNumber))
                .orElseThrow(NumberCommandProblem::numberNotFound);
    }
}
