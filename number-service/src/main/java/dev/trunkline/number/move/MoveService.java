package dev.trunkline.number.move;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.enablement.Enablements;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Begins, shows, cancels and resumes moves, within the caller's transaction. */
@ApplicationScoped
class MoveService {

    private final MoveStore moves;
    private final MoveNumberStore numbers;
    private final MoveProgress progress;
    private final ClaimsToMove claims;
    private final Enablements enablements;
    private final DataSource dataSource;
    private final BusinessClock clock;
    private final Caller caller;
    private final MoveConfig config;

    MoveService(
            MoveStore moves,
            MoveNumberStore numbers,
            MoveProgress progress,
            ClaimsToMove claims,
            Enablements enablements,
            DataSource dataSource,
            BusinessClock clock,
            Caller caller,
            MoveConfig config) {
        this.moves = moves;
        this.numbers = numbers;
        this.progress = progress;
        this.claims = claims;
        this.enablements = enablements;
        this.dataSource = dataSource;
        this.clock = clock;
        this.caller = caller;
        this.config = config;
    }

    MoveView start(UUID tenantId, StartMoveRequest request) {
        return inDatabase(connection -> {
            moves.takeTurn(connection, tenantId);
            List<ProblemError> errors = new ArrayList<>();
            checkOperator(tenantId, request, errors);
            List<PhoneNumber> held = claims.lock(connection, tenantId, request, errors);
            if (!errors.isEmpty()) {
                throw new ProblemException(
                        MoveProblem.MOVE_REFUSED, "Correct the request as the errors say; nothing was begun.", errors);
            }
            Moment now = Moment.of(clock);
            Move move = new Move(
                    Ids.next(),
                    tenantId,
                    request.operatorId(),
                    now.micros(),
                    request.from(),
                    request.assignsBack(),
                    MoveStatus.RUNNING,
                    caller.subject(),
                    now.at(),
                    null);
            moves.insert(connection, move);
            List<MoveNumber> begun = new ArrayList<>();
            for (PhoneNumber number : held) {
                begun.add(claims.begin(connection, move, number, now.at(), config));
            }
            numbers.insert(connection, begun);
            progress.bringOn(connection, keys(begun));
            return view(connection, tenantId, move.moveId());
        });
    }

    MoveView get(UUID tenantId, UUID moveId) {
        return inDatabase(connection -> view(connection, tenantId, moveId));
    }

    Page<MoveView> list(UUID tenantId, @Nullable MoveStatus status, boolean waiting, PageRequest page) {
        UUID after = page.after(UUID::fromString);
        return inDatabase(connection -> {
            List<Move> found = moves.list(connection, tenantId, status, waiting, after, page.limit() + 1);
            List<MoveStore.StepCount> counts = moves.counts(
                    connection, tenantId, found.stream().map(Move::moveId).toList());
            return Page.of(found, page, move -> move.moveId().toString(), move -> MoveView.of(move, counts, null));
        });
    }

    /** Stops to follow the numbers; what was done to them stays. */
    MoveView cancel(UUID tenantId, UUID moveId, @Nullable String ifMatch) {
        return inDatabase(connection -> {
            Move move = turn(connection, tenantId, moveId, ifMatch);
            if (move.status() != MoveStatus.CANCELLED) {
                refuseUnless(move.status().canBecome(MoveStatus.CANCELLED));
                numbers.setActive(connection, tenantId, moveId, false);
                moves.become(connection, tenantId, moveId, MoveStatus.CANCELLED);
            }
            return view(connection, tenantId, moveId);
        });
    }

    /** Follows the numbers again from where they are now. */
    MoveView resume(UUID tenantId, UUID moveId, @Nullable String ifMatch) {
        return inDatabase(connection -> {
            Move move = turn(connection, tenantId, moveId, ifMatch);
            if (move.status() != MoveStatus.RUNNING) {
                refuseUnless(move.status().canBecome(MoveStatus.RUNNING));
                List<MoveNumber> all = numbers.ofMove(connection, tenantId, moveId);
                claims.hold(connection, tenantId, all);
                moves.become(connection, tenantId, moveId, MoveStatus.RUNNING);
                numbers.setActive(connection, tenantId, moveId, true);
                progress.bringOn(connection, keys(all));
                moves.touch(connection, List.of(moveId));
            }
            return view(connection, tenantId, moveId);
        });
    }

    private void checkOperator(UUID tenantId, StartMoveRequest request, List<ProblemError> errors) {
        boolean enabled = enablements
                .find(tenantId, request.operatorId())
                .filter(consent -> consent.status() == EnablementStatus.ACTIVE)
                .isPresent();
        if (!enabled) {
            errors.add(new ProblemError(
                    "consent-required",
                    "The tenant has no active enablement of this operator: enable it first.",
                    "/operatorId"));
        }
        if (request.from() == NumberType.OPERATOR_CONNECT) {
            errors.add(
                    new ProblemError("invalid", "Numbers are moved from callingPlan or from directRouting.", "/from"));
        }
    }

    private Move turn(Connection connection, UUID tenantId, UUID moveId, @Nullable String ifMatch) throws SQLException {
        moves.takeTurn(connection, tenantId);
        Move move = moves.find(connection, tenantId, moveId).orElseThrow(MoveService::unknown);
        EntityTags.requireMatchIfGiven(ifMatch, move.revision());
        return move;
    }

    private MoveView view(Connection connection, UUID tenantId, UUID moveId) throws SQLException {
        Optional<Move> move = moves.find(connection, tenantId, moveId);
        Instant now = clock.now();
        List<MoveNumberView> views = numbers.ofMove(connection, tenantId, moveId).stream()
                .map(number -> MoveNumberView.of(number, now))
                .toList();
        return MoveView.of(
                move.orElseThrow(MoveService::unknown), moves.counts(connection, tenantId, List.of(moveId)), views);
    }

    private static List<TenantNumber> keys(List<MoveNumber> moving) {
        return moving.stream()
                .map(number -> new TenantNumber(number.tenantId(), number.number()))
                .toList();
    }

    private static void refuseUnless(boolean legal) {
        if (!legal) {
            throw new ProblemException(
                    MoveProblem.MOVE_ENDED, "Every number of the move has arrived, or can no longer; begin another.");
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(MoveProblem.MOVE_UNKNOWN, "GET …/moves lists the moves of the tenant.");
    }

    private <T> T inDatabase(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the moves could not be reached", e);
        }
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
