package dev.trunkline.number.delivery;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.directory.OperatorEntries;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Gives the numbers of a chunk to the tenant, as sets in number order.
 *
 * <p>What the unique indexes keep out is looked up again before it is rejected, because its holder may have gone meanwhile; so a number
 * is rejected only for a holder that was seen.
 */
@ApplicationScoped
class PlacementService {

    private static final int ROUNDS = 4;
    private static final Refusal RESTLESS =
            new Refusal(RowCode.NUMBER_UNAVAILABLE, "Its holder is changing just now; retry the row in a minute.");

    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final OperatorEntries operators;

    PlacementService(NumberSetService numbers, NumberChanges changes, OperatorEntries operators) {
        this.numbers = numbers;
        this.changes = changes;
        this.operators = operators;
    }

    Placement place(InboxTransaction transaction, InboundEvent event, List<Candidate> candidates) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        Placement placement = new Placement(candidates);
        // Most numbers that are delivered are new, and one look tells so.
        Set<E164Number> known = numbers.everHeld(connection, placement.waiting());
        placement.deliveredBefore(numbers.deliveredByOrder(connection, chunk.orderId(), known));
        for (int round = 0; round < ROUNDS && !placement.waiting().isEmpty(); round++) {
            if (round > 0) {
                // Who still waits was kept out by somebody who came since.
                known = Set.copyOf(placement.waiting());
            }
            if (!chunk.dryRun()) {
                endDueQuarantines(transaction, event, known);
            }
            Set<E164Number> endable = placement.settle(holders(connection, chunk, known));
            if (chunk.dryRun()) {
                placement.pretend();
            } else {
                insert(transaction, event, placement, known, endable);
            }
        }
        placement.giveUp(RESTLESS);
        return placement;
    }

    private Holders holders(Connection connection, UploadChunkSubmitted chunk, Set<E164Number> known)
            throws SQLException {
        Instant now = Moment.read(connection).at();
        Predicate<PhoneNumber> over = number -> number.stage() == HoldingStage.QUARANTINED
                && !Objects.requireNonNull(number.release().quarantinedUntil()).isAfter(now);
        List<PhoneNumber> present = numbers.present(connection, known).stream()
                .filter(over.negate())
                .toList();
        Set<UUID> named = present.stream()
                .filter(number -> number.tenantId().equals(chunk.tenantId()))
                .map(number -> number.provision().operatorId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return Holders.of(chunk, present, operators.names(connection, named));
    }

    private void endDueQuarantines(InboxTransaction transaction, InboundEvent event, Set<E164Number> known)
            throws SQLException {
        Connection connection = transaction.connection();
        List<PhoneNumber> due = numbers.lockDueQuarantines(connection, known);
        if (due.isEmpty()) {
            return;
        }
        Moment now = Moment.read(connection);
        List<NumberChange> ended =
                due.stream().map(number -> number.endQuarantine(now)).toList();
        numbers.update(connection, due);
        changes.publish(transaction, event, new Author("number-service", "The quarantine ended.", null), ended);
    }

    /** Inserts what it can; who is left waits for another look. */
    private void insert(
            InboxTransaction transaction,
            InboundEvent event,
            Placement placement,
            Set<E164Number> known,
            Set<E164Number> endable)
            throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        Set<E164Number> free = new TreeSet<>(placement.waiting());
        free.removeAll(endable);
        List<PhoneNumber> arriving = arriving(connection, chunk, placement, free, known);
        placement.deliver(arriving, numbers.insert(connection, arriving));
        if (!endable.isEmpty()) {
            replace(transaction, event, placement, endable);
        }
    }

    /** Ends holdings of the same tenant and delivers their numbers in their place: both or, for another look, neither. */
    private void replace(InboxTransaction transaction, InboundEvent event, Placement placement, Set<E164Number> endable)
            throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        Savepoint before = connection.setSavepoint();
        List<PhoneNumber> leaving = numbers.lockEndable(connection, chunk.tenantId(), endable);
        Moment now = Moment.read(connection);
        List<NumberChange> ended = leaving.stream()
                .map(number ->
                        number.stage() == HoldingStage.QUARANTINED ? number.endQuarantine(now) : number.convert(now))
                .toList();
        numbers.update(connection, leaving);
        List<PhoneNumber> arriving = arriving(
                connection,
                chunk,
                placement,
                leaving.stream().map(PhoneNumber::e164).collect(Collectors.toSet()),
                endable);
        Set<UUID> inserted = numbers.insert(connection, arriving);
        if (inserted.size() < leaving.size()) {
            connection.rollback(before);
            return;
        }
        connection.releaseSavepoint(before);
        changes.publish(
                transaction,
                event,
                new Author(
                        "operator:" + chunk.operatorId(),
                        "The operator delivered the number to the tenant.",
                        event.correlationId()),
                ended);
        placement.deliver(arriving, inserted);
    }

    private List<PhoneNumber> arriving(
            Connection connection,
            UploadChunkSubmitted chunk,
            Placement placement,
            Set<E164Number> which,
            Set<E164Number> known)
            throws SQLException {
        Set<E164Number> returning = new TreeSet<>(known);
        returning.retainAll(which);
        return placement.toInsert(
                chunk, numbers.formerRevisions(connection, returning), Moment.read(connection), which);
    }
}
