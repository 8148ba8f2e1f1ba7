package dev.trunkline.number.command;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.NumbersCommanded.Item;
import dev.trunkline.number.command.Verdict.Done;
import dev.trunkline.number.command.Verdict.Refused;
import dev.trunkline.number.delivery.UsageConsent;
import dev.trunkline.number.delivery.UsageConsents;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.enablement.Gate;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out operators' commands on sets of their numbers, each number for itself, and keeps what became of each. */
@ApplicationScoped
class NumbersCommandedEventsHandler implements EventsHandler {

    private static final Refused POISON =
            new Refused("command-not-understood", "The command could not be carried out; send it again.");

    private final CommandResultStore results;
    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final PlacesOfHelp places;
    private final LocationRules locations;
    private final Gate gate;
    private final UsageConsents consents;

    NumbersCommandedEventsHandler(
            CommandResultStore results,
            NumberSetService numbers,
            NumberChanges changes,
            PlacesOfHelp places,
            LocationRules locations,
            Gate gate,
            UsageConsents consents) {
        this.results = results;
        this.numbers = numbers;
        this.changes = changes;
        this.places = places;
        this.locations = locations;
        this.gate = gate;
        this.consents = consents;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.NUMBERS_COMMANDED);
    }

    /** The numbers of the whole batch are locked at once, in their order, so that two replicas wait for each other. */
    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        passGates(connection, events);
        Map<InboundEvent, List<Item>> fresh = new LinkedHashMap<>();
        for (InboundEvent event : events) {
            fresh.put(event, claim(transaction, event));
        }
        Set<UUID> holdings = fresh.values().stream()
                .flatMap(List::stream)
                .map(Item::holdingId)
                .collect(Collectors.toSet());
        Map<UUID, PhoneNumber> locked = numbers.lockHoldings(connection, holdings).stream()
                .collect(Collectors.toMap(PhoneNumber::holdingId, Function.identity()));
        for (Map.Entry<InboundEvent, List<Item>> each : fresh.entrySet()) {
            if (!each.getValue().isEmpty()) {
                carryOut(transaction, each.getKey(), each.getValue(), locked);
            }
        }
    }

    /** Of commands that can add to what a removal counts; in one order, so that two replicas wait for each other. */
    private void passGates(Connection connection, List<InboundEvent> events) throws SQLException {
        List<NumbersCommanded> gated = events.stream()
                .map(event -> event.payloadAs(NumbersCommanded.class))
                .filter(command -> Command.needsConsent(command.command()))
                .sorted(Comparator.comparing(NumbersCommanded::tenantId).thenComparing(NumbersCommanded::operatorId))
                .toList();
        for (NumbersCommanded command : gated) {
            gate.passShared(connection, command.tenantId(), command.operatorId());
        }
    }

    @Override
    public void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        Map<Item, Verdict> verdicts = new LinkedHashMap<>();
        claim(transaction, event).forEach(item -> verdicts.put(item, POISON));
        answer(transaction, event, verdicts, Moment.read(transaction.connection()));
    }

    /** The commands of the event that are new; the others get their answers again. */
    private List<Item> claim(InboxTransaction transaction, InboundEvent event) throws SQLException {
        NumbersCommanded command = event.payloadAs(NumbersCommanded.class);
        Set<UUID> claimed = results.claim(transaction.connection(), command);
        Map<Boolean, List<Item>> items =
                command.items().stream().collect(Collectors.partitioningBy(item -> claimed.contains(item.commandId())));
        List<Item> repeated = items.getOrDefault(false, List.of());
        if (!repeated.isEmpty()) {
            for (CommandAnswered answer : results.answers(transaction.connection(), command, repeated)) {
                transaction.append(answer, event);
            }
        }
        return items.getOrDefault(true, List.of());
    }

    private void carryOut(
            InboxTransaction transaction, InboundEvent event, List<Item> items, Map<UUID, PhoneNumber> locked)
            throws SQLException {
        NumbersCommanded command = event.payloadAs(NumbersCommanded.class);
        Connection connection = transaction.connection();
        PlaceOfHelp place = place(connection, command);
        UsageConsent consent = Command.needsConsent(command.command())
                ? consents.of(connection, command.tenantId(), command.operatorId())
                : null;
        Moment now = Moment.read(connection);
        Map<Item, Verdict> verdicts = new LinkedHashMap<>();
        List<NumberChange> done = new ArrayList<>();
        Map<UUID, PhoneNumber> changed = new HashMap<>();
        for (Item item : items) {
            PhoneNumber number = locked.get(item.holdingId());
            // One change of a number in an event: what names it twice finds it as it shall be.
            Verdict verdict = number != null && changed.containsKey(number.holdingId())
                    ? new Verdict.NothingToDo()
                    : new Command(command, item, number, place, locations, consent).carryOut(now);
            if (verdict instanceof Done applied && number != null) {
                changed.put(number.holdingId(), number);
                done.add(applied.change());
            }
            verdicts.put(item, verdict);
        }
        numbers.update(connection, List.copyOf(changed.values()));
        changes.publish(
                transaction, event, new Author(command.commandedBy(), command.reason(), event.correlationId()), done);
        answer(transaction, event, verdicts, now);
    }

    private @Nullable PlaceOfHelp place(Connection connection, NumbersCommanded command) throws SQLException {
        UUID locationId = command.locationId();
        if (!Command.needsPlace(command.command()) || locationId == null) {
            return null;
        }
        return places.find(connection, command.tenantId(), List.of(locationId), List.of()).stream()
                .findFirst()
                .orElse(null);
    }

    private void answer(InboxTransaction transaction, InboundEvent event, Map<Item, Verdict> verdicts, Moment now)
            throws SQLException {
        NumbersCommanded command = event.payloadAs(NumbersCommanded.class);
        List<CommandAnswered> answers = new ArrayList<>();
        verdicts.forEach((item, verdict) -> {
            Refused refused = verdict instanceof Refused no ? no : null;
            answers.add(new CommandAnswered(
                    item.commandId(),
                    command.operatorId(),
                    command.tenantId(),
                    item.telephoneNumber(),
                    refused == null ? CommandOutcome.APPLIED : CommandOutcome.REFUSED,
                    refused == null ? null : refused.code(),
                    refused == null ? null : refused.detail(),
                    now.at()));
        });
        results.keep(transaction.connection(), answers);
        for (CommandAnswered answer : answers) {
            transaction.append(answer, event);
        }
    }
}
