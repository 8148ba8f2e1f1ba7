package dev.trunkline.number.move;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tenant's Calling Plan and Direct Routing numbers as a move finds them, held so that no fact about them changes meanwhile. */
@ApplicationScoped
class ClaimsToMove {

    private final NumberSetService numbers;
    private final MoveNumberStore moving;
    private final Targets targets;

    ClaimsToMove(NumberSetService numbers, MoveNumberStore moving, Targets targets) {
        this.numbers = numbers;
        this.moving = moving;
        this.targets = targets;
    }

    /** Locks what is to be moved, users first; everything that speaks against it is added to the errors. */
    List<PhoneNumber> lock(Connection connection, UUID tenantId, StartMoveRequest request, List<ProblemError> errors)
            throws SQLException {
        List<@Nullable E164Number> wanted = new ArrayList<>();
        Set<E164Number> distinct = new HashSet<>();
        for (int i = 0; i < request.telephoneNumbers().size(); i++) {
            E164Number number = parse(request.telephoneNumbers().get(i));
            if (number != null && !distinct.add(number)) {
                errors.add(error(i, "duplicate", "The number stands in the request more than once."));
                number = null;
            } else if (number == null) {
                errors.add(error(i, "invalid-number", "Numbers are written in E.164 form."));
            }
            wanted.add(number);
        }
        Map<E164Number, PhoneNumber> held = held(connection, tenantId, distinct);
        Set<Long> inMoves = moving.active(connection, keys(tenantId, distinct)).stream()
                .map(number -> number.number().digits())
                .collect(Collectors.toSet());
        List<PhoneNumber> found = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            E164Number number = wanted.get(i);
            if (number != null) {
                PhoneNumber present = held.get(number);
                check(i, present, request.from(), inMoves.contains(number.digits()))
                        .ifPresentOrElse(errors::add, () -> found.add(Objects.requireNonNull(present)));
            }
        }
        return found;
    }

    /** Holds the users and claims of a move that goes on. */
    void hold(Connection connection, UUID tenantId, List<MoveNumber> all) throws SQLException {
        holdUsers(
                connection,
                tenantId,
                all.stream()
                        .map(MoveNumber::formerTargetId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        numbers.lockHoldings(
                connection, all.stream().map(MoveNumber::claimHoldingId).collect(Collectors.toSet()));
    }

    /** The number as it begins; the facts bring it to its first step. */
    MoveNumber begin(Connection connection, Move move, PhoneNumber number, Instant now, MoveConfig config)
            throws SQLException {
        MoveBranch branch = branch(connection, number);
        MoveStep step = branch == MoveBranch.CALLING_PLAN ? MoveStep.PORT : MoveStep.REMOVE_NUMBER;
        return new MoveNumber(
                move.moveId(),
                move.tenantId(),
                move.operatorId(),
                number.e164(),
                number.holdingId(),
                branch,
                step,
                true,
                now,
                MoveNumber.deadline(config, step, now),
                number.assignment().targetId(),
                number.assignment().category(),
                number.emergency().locationId(),
                null,
                0,
                List.of());
    }

    private MoveBranch branch(Connection connection, PhoneNumber number) throws SQLException {
        if (number.provision().numberType() == NumberType.CALLING_PLAN) {
            return MoveBranch.CALLING_PLAN;
        }
        UUID user = number.assignment().targetId();
        boolean lineOnPremises = user != null
                && targets.hold(connection, number.tenantId(), user)
                        .map(Target::onPremLineUri)
                        .isPresent();
        return number.provision().numberSource() == NumberSource.ON_PREMISES || lineOnPremises
                ? MoveBranch.ON_PREMISES
                : MoveBranch.ONLINE;
    }

    private Map<E164Number, PhoneNumber> held(Connection connection, UUID tenantId, Collection<E164Number> wanted)
            throws SQLException {
        List<PhoneNumber> present = numbers.present(connection, wanted).stream()
                .filter(number -> number.tenantId().equals(tenantId))
                .toList();
        holdUsers(
                connection,
                tenantId,
                present.stream()
                        .map(number -> number.assignment().targetId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        return numbers
                .lockHoldings(
                        connection, present.stream().map(PhoneNumber::holdingId).toList())
                .stream()
                .filter(number -> number.holdingStatus() == HoldingStatus.HELD)
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity()));
    }

    private void holdUsers(Connection connection, UUID tenantId, Set<UUID> users) throws SQLException {
        for (UUID user : users.stream().sorted().toList()) {
            targets.hold(connection, tenantId, user);
        }
    }

    private static Optional<ProblemError> check(
            int index, @Nullable PhoneNumber number, NumberType from, boolean inAnotherMove) {
        if (number == null) {
            return Optional.of(error(
                    index,
                    "number-unknown",
                    "The tenant has no such number: import it first (POST …/numbers/import)."));
        }
        NumberType type = number.provision().numberType();
        if (type != from) {
            return Optional.of(error(
                    index,
                    "number-type-mismatch",
                    "The number is of type " + type.wire() + ", not " + from.wire() + "."));
        }
        return inAnotherMove
                ? Optional.of(error(index, "already-moving", "Another move has the number: cancel that one first."))
                : Optional.empty();
    }

    private static List<TenantNumber> keys(UUID tenantId, Collection<E164Number> wanted) {
        return wanted.stream().map(number -> new TenantNumber(tenantId, number)).toList();
    }

    private static @Nullable E164Number parse(String text) {
        return E164Number.isWellFormed(text) ? E164Number.of(text) : null;
    }

    private static ProblemError error(int index, String code, String detail) {
        return new ProblemError(code, detail, "/telephoneNumbers/" + index);
    }
}
