package dev.trunkline.number.move;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.assignment.ArrivalAssignment;
import dev.trunkline.number.assignment.ArrivalAssignment.Wish;
import dev.trunkline.number.delivery.DeliveryListener;
import dev.trunkline.number.delivery.Refusal;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps numbers of moves from being delivered before their step, and assigns those that arrive to whom they came from. */
@ApplicationScoped
class MoveArrivals implements DeliveryListener {

    private static final Refusal NOT_PORTED = new Refusal(
            RowCode.STILL_ASSIGNED_CALLING_PLAN,
            "The tenant moves it from its Calling Plan, and no order of yours has it ported: mark one ported, then retry.");
    private static final Refusal NUMBER_IN_USE = new Refusal(
            RowCode.STILL_ASSIGNED_DIRECT_ROUTING, "The tenant moves it and must first remove it from its user.");
    private static final Refusal POLICY_IN_USE = new Refusal(
            RowCode.STILL_ASSIGNED_DIRECT_ROUTING,
            "The tenant moves it and must first remove the voice routing policy of its user.");

    private final MoveNumberStore numbers;
    private final MoveStore moves;
    private final MoveProgress progress;
    private final ArrivalAssignment assignments;

    MoveArrivals(MoveNumberStore numbers, MoveStore moves, MoveProgress progress, ArrivalAssignment assignments) {
        this.numbers = numbers;
        this.moves = moves;
        this.progress = progress;
        this.assignments = assignments;
    }

    @Override
    public Map<E164Number, Refusal> notYet(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        if (!numbers.anyActive(connection, chunk.tenantId())) {
            return Map.of();
        }
        List<TenantNumber> keys = chunk.items().stream()
                .map(Item::telephoneNumber)
                .map(number -> new TenantNumber(chunk.tenantId(), number))
                .toList();
        Map<E164Number, Refusal> refusals = new HashMap<>();
        for (MoveNumber moving : numbers.active(connection, keys)) {
            refusalAt(moving, chunk.operatorId()).ifPresent(refusal -> refusals.put(moving.number(), refusal));
        }
        return refusals;
    }

    /** Another operator than the one that ports it may deliver a Calling Plan number: that ends the move. */
    private static Optional<Refusal> refusalAt(MoveNumber moving, UUID operatorId) {
        return switch (moving.step()) {
            case PORT -> moving.operatorId().equals(operatorId) ? Optional.of(NOT_PORTED) : Optional.empty();
            case REMOVE_NUMBER -> Optional.of(NUMBER_IN_USE);
            case REMOVE_POLICY -> Optional.of(POLICY_IN_USE);
            case UNASSIGN, DELIVER, ASSIGN, COMPLETED, ENDED -> Optional.empty();
        };
    }

    @Override
    public void delivered(InboxTransaction transaction, InboundEvent event, List<PhoneNumber> delivered)
            throws SQLException {
        Connection connection = transaction.connection();
        if (delivered.isEmpty()
                || !numbers.anyActive(connection, delivered.get(0).tenantId())) {
            return;
        }
        Map<TenantNumber, PhoneNumber> arrived = delivered.stream()
                .collect(Collectors.toMap(
                        number -> new TenantNumber(number.tenantId(), number.e164()), Function.identity()));
        List<MoveNumber> moving = numbers.active(connection, arrived.keySet());
        if (moving.isEmpty()) {
            return;
        }
        Set<UUID> assigningBack = Set.copyOf(moves.assigningBack(
                connection, moving.stream().map(MoveNumber::moveId).collect(Collectors.toSet())));
        Map<TenantNumber, List<ProblemError>> failures = new HashMap<>();
        for (MoveNumber number : inOrderOfUsers(moving)) {
            TenantNumber key = new TenantNumber(number.tenantId(), number.number());
            PhoneNumber arrival = Objects.requireNonNull(arrived.get(key));
            if (assigningBack.contains(number.moveId()) && isExpected(number, arrival)) {
                failures.put(key, assignBack(transaction, event, number, arrival));
            }
        }
        progress.bringOn(connection, arrived.keySet());
        keep(connection, failures);
    }

    /** The same order in which everybody holds users. */
    private static List<MoveNumber> inOrderOfUsers(List<MoveNumber> moving) {
        return moving.stream()
                .filter(number -> number.formerTargetId() != null)
                .sorted(Comparator.comparing(number -> Objects.requireNonNull(number.formerTargetId())))
                .toList();
    }

    private static boolean isExpected(MoveNumber number, PhoneNumber arrival) {
        return number.operatorId().equals(arrival.provision().operatorId())
                && !arrival.assignment().isAssigned();
    }

    private List<ProblemError> assignBack(
            InboxTransaction transaction, InboundEvent event, MoveNumber number, PhoneNumber arrival)
            throws SQLException {
        AssignmentCategory category =
                number.formerCategory() == null ? AssignmentCategory.PRIMARY : number.formerCategory();
        return assignments.assign(
                transaction,
                event,
                arrival,
                new Wish(Objects.requireNonNull(number.formerTargetId()), category, number.formerLocationId()),
                "The move " + number.moveId() + " assigns the number back.");
    }

    private void keep(Connection connection, Map<TenantNumber, List<ProblemError>> failures) throws SQLException {
        failures.values().removeIf(List::isEmpty);
        if (failures.isEmpty()) {
            return;
        }
        List<MoveNumber> failed = new ArrayList<>();
        for (MoveNumber number : numbers.active(connection, failures.keySet())) {
            TenantNumber key = new TenantNumber(number.tenantId(), number.number());
            failed.add(number.failed(Objects.requireNonNull(failures.get(key))));
        }
        numbers.update(connection, failed);
    }
}
