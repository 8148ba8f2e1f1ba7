package dev.trunkline.number.addresschange;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.event.AddressChangeDecided;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.release.CommandStore;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operators' decisions on address change requests, under the number's lock.
 *
 * <p>A decision touches only the request and the stay that it names: a repeated one gets the first answer, a late one is refused.
 */
@ApplicationScoped
class AddressChangeDecidedEventsHandler implements EventsHandler {

    private final CommandStore commands;
    private final AddressChangeStore requests;
    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final PlacesOfHelp places;
    private final LocationRules rules;

    AddressChangeDecidedEventsHandler(
            CommandStore commands,
            AddressChangeStore requests,
            NumberSetService numbers,
            NumberChanges changes,
            PlacesOfHelp places,
            LocationRules rules) {
        this.commands = commands;
        this.requests = requests;
        this.numbers = numbers;
        this.changes = changes;
        this.places = places;
        this.rules = rules;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ADDRESS_CHANGE_DECIDED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<InboundEvent> fresh = new ArrayList<>();
        for (InboundEvent event : events) {
            if (claim(transaction, event)) {
                fresh.add(event);
            }
        }
        Map<UUID, PhoneNumber> holdings = numbers
                .lockHoldings(
                        transaction.connection(),
                        fresh.stream().map(event -> command(event).holdingId()).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(PhoneNumber::holdingId, Function.identity()));
        for (InboundEvent event : fresh) {
            Optional<Failure> failure =
                    decide(transaction, event, holdings.get(command(event).holdingId()));
            answer(transaction, event, failure.orElse(null));
        }
    }

    @Override
    public void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        if (claim(transaction, event)) {
            answer(
                    transaction,
                    event,
                    new Failure("command-not-understood", "The decision could not be carried out; decide again."));
        }
    }

    /** Whether the command is new; a repeat is answered here. */
    private boolean claim(InboxTransaction transaction, InboundEvent event) throws SQLException {
        AddressChangeDecided command = command(event);
        Connection connection = transaction.connection();
        if (commands.claim(connection, command.commandId(), command.tenantId(), command.operatorId())) {
            return true;
        }
        Optional<CommandAnswered> stored =
                commands.answer(connection, command.commandId(), command.tenantId(), command.operatorId());
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
        }
        return false;
    }

    private Optional<Failure> decide(InboxTransaction transaction, InboundEvent event, @Nullable PhoneNumber number)
            throws SQLException {
        AddressChangeDecided command = command(event);
        Connection connection = transaction.connection();
        Optional<AddressChangeRequest> found = requests.lock(connection, command.tenantId(), command.requestId())
                .filter(request -> isMeant(command, request));
        if (found.isEmpty() || number == null) {
            return Optional.of(
                    new Failure("address-change-request-unknown", "The tenant has made no such request to you."));
        }
        if (!found.get().isOpen() || number.holdingStatus() != HoldingStatus.HELD) {
            return Optional.of(new Failure(
                    "address-change-request-ended",
                    "The request is " + found.get().status().wire() + "; read the open ones again."));
        }
        return command.decision() == AddressChangeDecision.ACCEPTED
                ? accept(transaction, event, found.get(), number)
                : refuse(transaction, event, found.get());
    }

    private static boolean isMeant(AddressChangeDecided command, AddressChangeRequest request) {
        return request.operatorId().equals(command.operatorId())
                && request.holdingId().equals(command.holdingId())
                && request.telephoneNumber().equals(command.telephoneNumber());
    }

    private Optional<Failure> accept(
            InboxTransaction transaction, InboundEvent event, AddressChangeRequest request, PhoneNumber number)
            throws SQLException {
        AddressChangeDecided command = command(event);
        Connection connection = transaction.connection();
        List<PlaceOfHelp> found = places.find(connection, request.tenantId(), List.of(request.locationId()), List.of());
        if (found.isEmpty()) {
            return Optional.of(new Failure(
                    "emergency-location-unknown", "The tenant has deleted the location; refuse the request instead."));
        }
        PlaceOfHelp place = found.get(0);
        List<ProblemError> errors =
                rules.check(place, number.e164(), number.provision().country(), null);
        if (!errors.isEmpty()) {
            return Optional.of(new Failure(errors.get(0).code(), errors.get(0).detail()));
        }
        if (!place.locationId().equals(number.emergency().locationId())) {
            var change = number.locate(place.civicAddressId(), place.locationId(), Moment.read(connection));
            numbers.update(connection, List.of(number));
            String why = command.reason() == null ? request.reason() : command.reason();
            changes.publish(
                    transaction, event, new Author(command.decidedBy(), why, event.correlationId()), List.of(change));
        }
        end(transaction, event, request.end(AddressChangeStatus.ACCEPTED, command.reason(), Moment.read(connection)));
        return Optional.empty();
    }

    private Optional<Failure> refuse(InboxTransaction transaction, InboundEvent event, AddressChangeRequest request)
            throws SQLException {
        Moment now = Moment.read(transaction.connection());
        end(
                transaction,
                event,
                request.end(AddressChangeStatus.REFUSED, command(event).reason(), now));
        return Optional.empty();
    }

    private void end(InboxTransaction transaction, InboundEvent event, AddressChangeRequest ended) throws SQLException {
        requests.end(transaction.connection(), ended);
        transaction.append(ended.event(), event);
    }

    private void answer(InboxTransaction transaction, InboundEvent event, @Nullable Failure failure)
            throws SQLException {
        AddressChangeDecided command = command(event);
        CommandAnswered answer = new CommandAnswered(
                command.commandId(),
                command.operatorId(),
                command.tenantId(),
                command.telephoneNumber(),
                failure == null ? CommandOutcome.APPLIED : CommandOutcome.REFUSED,
                failure == null ? null : failure.code(),
                failure == null ? null : failure.detail(),
                Moment.read(transaction.connection()).at());
        commands.keep(transaction.connection(), answer);
        transaction.append(answer, event);
    }

    private static AddressChangeDecided command(InboundEvent event) {
        return event.payloadAs(AddressChangeDecided.class);
    }

    /** Why a decision is not carried out. */
    private record Failure(String code, String detail) {}
}
