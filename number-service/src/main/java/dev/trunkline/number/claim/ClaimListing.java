package dev.trunkline.number.claim;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.problem.ProblemError;
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

    /** Numbers in one statement. */
    private static final int AT_ONCE = 1_000;

    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final Targets targets;

    ClaimListing(NumberSetService numbers, NumberChanges changes, Targets targets) {
        this.numbers = numbers;
        this.changes = changes;
        this.targets = targets;
    }

    /** Lists what can be listed and gives the events that tell of it. */
    List<Event> list(Connection connection, UUID tenantId, ImportRows rows, Author author) throws SQLException {
        Set<UUID> named = rows.waiting().stream()
                .flatMap(claim -> claim.target().stream())
                .collect(Collectors.toSet());
        Map<UUID, Target> held = targets.hold(connection, tenantId, named);
        List<E164Number> all = rows.waiting().stream().map(Claim::number).toList();
        List<Event> events = new ArrayList<>(endDueQuarantines(connection, all));
        rows.settle(numbers.present(connection, all).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity())));
        refuseTargets(rows, held, numbers.usersWithPrimary(connection, tenantId, named));
        List<Claim> waiting = rows.waiting();
        Set<E164Number> listed = new HashSet<>();
        for (int from = 0; from < waiting.size(); from += AT_ONCE) {
            List<Claim> part = waiting.subList(from, Math.min(waiting.size(), from + AT_ONCE));
            events.addAll(insert(connection, tenantId, part, held, listed, author));
        }
        rows.finish(listed);
        return events;
    }

    private static void refuseTargets(ImportRows rows, Map<UUID, Target> held, Set<UUID> havePrimary) {
        Set<UUID> taken = new HashSet<>(havePrimary);
        for (Claim claim : rows.waiting()) {
            UUID targetId = claim.targetId();
            if (targetId == null) {
                continue;
            }
            Target target = held.get(targetId);
            List<ProblemError> failures = claim.targetFailures(target, taken.contains(targetId));
            if (!failures.isEmpty()) {
                rows.answerRejected(claim, failures.toArray(ProblemError[]::new));
            } else if (target != null
                    && target.accountType() == AccountType.USER
                    && claim.category() == AssignmentCategory.PRIMARY) {
                taken.add(targetId);
            }
        }
    }

    private List<Event> insert(
            Connection connection,
            UUID tenantId,
            List<Claim> claims,
            Map<UUID, Target> held,
            Set<E164Number> listed,
            Author author)
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
