package dev.trunkline.number.claim;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.claim.ImportRowStore.Owner;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes numbers of claims: targets are held first, then numbers are inserted in their order. */
@ApplicationScoped
class ClaimListing {

    /** Claims in one statement: no more of an import than these is in memory at a time. */
    private static final int PORTION = 1_000;

    private final ImportRowStore rows;
    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final Targets targets;
    private final Outbox outbox;
    private final Caller caller;

    ClaimListing(
            ImportRowStore rows,
            NumberSetService numbers,
            NumberChanges changes,
            Targets targets,
            Outbox outbox,
            Caller caller) {
        this.rows = rows;
        this.numbers = numbers;
        this.changes = changes;
        this.targets = targets;
        this.outbox = outbox;
        this.caller = caller;
    }

    /** Lists what can be listed of the rows that wait; each gets its answer. */
    void list(Connection connection, Owner owner) throws SQLException {
        rows.holdTargets(connection, owner);
        rows.forEachPortion(connection, owner, PORTION, next -> {
            ClaimPortion portion = new ClaimPortion(next);
            list(connection, owner.tenantId(), portion);
            rows.answer(connection, owner, portion.answers());
        });
    }

    private void list(Connection connection, UUID tenantId, ClaimPortion portion) throws SQLException {
        Set<UUID> named = portion.waiting().stream()
                .flatMap(claim -> claim.target().stream())
                .collect(Collectors.toSet());
        Map<UUID, Target> held = targets.hold(connection, tenantId, named);
        List<E164Number> all = portion.waiting().stream().map(Claim::number).toList();
        endDueQuarantines(connection, all).forEach(outbox::append);
        portion.settle(numbers.present(connection, all).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity())));
        refuseTargets(portion, held, numbers.usersWithPrimary(connection, tenantId, named));
        Set<E164Number> listed = new HashSet<>();
        insert(connection, tenantId, portion.waiting(), held, listed).forEach(outbox::append);
        portion.finish(listed);
    }

    private static void refuseTargets(ClaimPortion portion, Map<UUID, Target> held, Set<UUID> havePrimary) {
        Set<UUID> taken = new HashSet<>(havePrimary);
        for (Claim claim : portion.waiting()) {
            UUID targetId = claim.targetId();
            if (targetId == null) {
                continue;
            }
            Target target = held.get(targetId);
            List<ProblemError> failures = claim.targetFailures(target, taken.contains(targetId));
            if (!failures.isEmpty()) {
                portion.reject(claim, failures.toArray(ProblemError[]::new));
            } else if (target != null
                    && target.accountType() == AccountType.USER
                    && claim.category() == AssignmentCategory.PRIMARY) {
                taken.add(targetId);
            }
        }
    }

    private List<Event> insert(
            Connection connection, UUID tenantId, List<Claim> claims, Map<UUID, Target> held, Set<E164Number> listed)
            throws SQLException {
        Map<E164Number, Long> former = numbers.formerRevisions(
                connection, claims.stream().map(Claim::number).toList());
        Moment now = Moment.read(connection);
        List<PhoneNumber> arriving = new ArrayList<>();
        List<NumberChange> imported = new ArrayList<>();
        List<NumberChange> assigned = new ArrayList<>();
        for (Claim claim : claims) {
            PhoneNumber number = claim.toNumber(tenantId, former.getOrDefault(claim.number(), 0L), now);
            arriving.add(number);
            imported.add(number.imported());
            Optional.ofNullable(claim.targetId())
                    .map(held::get)
                    .ifPresent(target -> assigned.add(
                            number.assignTo(target.userId(), target.accountType(), claim.category(), now)));
        }
        Set<UUID> inserted = numbers.insert(connection, arriving);
        arriving.stream()
                .filter(number -> inserted.contains(number.holdingId()))
                .forEach(number -> listed.add(number.e164()));
        List<Event> events = new ArrayList<>();
        Author author = new Author(caller.subject(), null, caller.correlationId());
        for (List<NumberChange> each : List.of(imported, assigned)) {
            events.addAll(changes.write(
                    connection,
                    author,
                    each.stream()
                            .filter(change -> inserted.contains(change.after().holdingId()))
                            .toList()));
        }
        return events;
    }

    /** A quarantine that is over may not have been ended yet; its row would stand in the way. */
    private List<Event> endDueQuarantines(Connection connection, List<E164Number> all) throws SQLException {
        List<PhoneNumber> due = numbers.lockDueQuarantines(connection, all);
        if (due.isEmpty()) {
            return List.of();
        }
        Moment now = Moment.read(connection);
        List<NumberChange> ended = due.stream()
                .filter(number -> number.stage() == HoldingStage.QUARANTINED)
                .map(number -> number.endQuarantine(now))
                .toList();
        numbers.update(connection, due);
        return changes.write(connection, new Author("number-service", "The quarantine ended.", null), ended);
    }
}
