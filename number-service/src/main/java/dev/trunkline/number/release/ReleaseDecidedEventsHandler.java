package dev.trunkline.number.release;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.number.inventory.HoldingStage;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operators' decisions on release requests.
 *
 * <p>A decision touches only the stay and the request that it names, under the number's lock: a late one never reaches a later holding, a
 * number that was assigned meanwhile, or a request that was withdrawn and made anew.
 */
@ApplicationScoped
class ReleaseDecidedEventsHandler implements EventsHandler {

    private final CommandStore commands;
    private final NumberSetService numbers;
    private final NumberChanges changes;

    ReleaseDecidedEventsHandler(CommandStore commands, NumberSetService numbers, NumberChanges changes) {
        this.commands = commands;
        this.numbers = numbers;
        this.changes = changes;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.RELEASE_DECIDED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<InboundEvent> fresh = claim(transaction, events);
        Map<UUID, PhoneNumber> holdings = numbers
                .lockHoldings(
                        transaction.connection(),
                        fresh.stream().map(event -> command(event).holdingId()).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(PhoneNumber::holdingId, Function.identity()));
        for (InboundEvent event : fresh) {
            decide(transaction, event, holdings.get(command(event).holdingId()));
        }
    }

    @Override
    public void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        if (claim(transaction, command(event))) {
            answer(
                    transaction,
                    event,
                    new Failure("command-not-understood", "The decision could not be carried out; decide again."),
                    Moment.read(transaction.connection()));
        }
    }

    private boolean claim(InboxTransaction transaction, ReleaseDecided command) throws SQLException {
        return commands.claim(transaction.connection(), command.commandId(), command.tenantId(), command.operatorId());
    }

    private List<InboundEvent> claim(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<InboundEvent> fresh = new ArrayList<>();
        for (InboundEvent event : events) {
            if (claim(transaction, command(event))) {
                fresh.add(event);
            } else {
                Optional<CommandAnswered> stored = commands.answer(
                        transaction.connection(),
                        command(event).commandId(),
                        command(event).tenantId(),
                        command(event).operatorId());
                if (stored.isPresent()) {
                    transaction.append(stored.get(), event);
                }
            }
        }
        return fresh;
    }

    private void decide(InboxTransaction transaction, InboundEvent event, @Nullable PhoneNumber number)
            throws SQLException {
        ReleaseDecided command = command(event);
        Connection connection = transaction.connection();
        Moment now = Moment.read(connection);
        Optional<Failure> failure = failure(command, number);
        if (failure.isEmpty() && number != null) {
            NumberChange change = command.decision() == ReleaseDecision.CONFIRMED
                    ? number.confirmRelease(command.quarantineDays(), now)
                    : number.refuseRelease(now);
            numbers.update(connection, List.of(number));
            changes.publish(
                    transaction,
                    event,
                    new Author(command.decidedBy(), command.reason(), event.correlationId()),
                    List.of(change));
        }
        answer(transaction, event, failure.orElse(null), now);
    }

    private static Optional<Failure> failure(ReleaseDecided command, @Nullable PhoneNumber number) {
        if (number == null
                || !number.tenantId().equals(command.tenantId())
                || !number.e164().equals(command.telephoneNumber())
                || !command.operatorId().equals(number.provision().operatorId())) {
            return Optional.of(new Failure("number-unknown", "You provide no such number to that tenant."));
        }
        if (number.stage() == HoldingStage.GONE || number.stage() == HoldingStage.QUARANTINED) {
            return Optional.of(new Failure("already-released", "The number has left the tenant already."));
        }
        if (!command.releaseRequestId().equals(number.release().requestId())) {
            return Optional.of(new Failure(
                    "release-not-requested", "The tenant has withdrawn this request; read the open ones again."));
        }
        return Optional.empty();
    }

    private void answer(InboxTransaction transaction, InboundEvent event, @Nullable Failure failure, Moment now)
            throws SQLException {
        ReleaseDecided command = command(event);
        CommandAnswered answer = new CommandAnswered(
                command.commandId(),
                command.operatorId(),
                command.tenantId(),
                command.telephoneNumber(),
                failure == null ? CommandOutcome.APPLIED : CommandOutcome.REFUSED,
                failure == null ? null : failure.code(),
                failure == null ? null : failure.detail(),
                now.at());
        commands.keep(transaction.connection(), answer);
        transaction.append(answer, event);
    }

    private static ReleaseDecided command(InboundEvent event) {
        return event.payloadAs(ReleaseDecided.class);
    }

    /** Why a decision is not carried out. */
    private record Failure(String code, String detail) {}
}
