package dev.trunkline.number.move;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.number.history.NumberAction;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChangeListener;
import dev.trunkline.number.user.UserListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings numbers of moves to the steps that the facts mean, in the transaction that changes a fact. A fact that comes late or twice changes
 * nothing: only what is true now counts.
 */
@ApplicationScoped
class MoveProgress implements NumberChangeListener, UserListener {

    /** A number arrives by these; the delivery brings it on when all of it is written. */
    private static final Set<NumberAction> ARRIVING =
            EnumSet.of(NumberAction.ACQUIRED, NumberAction.CONVERTED, NumberAction.QUARANTINE_ENDED);

    private final MoveNumberStore numbers;
    private final MoveStore moves;
    private final MoveConfig config;

    MoveProgress(MoveNumberStore numbers, MoveStore moves, MoveConfig config) {
        this.numbers = numbers;
        this.moves = moves;
        this.config = config;
    }

    @Override
    public List<Event> changed(Connection connection, List<NumberChange> changes) throws SQLException {
        bringOn(
                connection,
                changes.stream()
                        .filter(change -> !ARRIVING.contains(change.action()))
                        .map(change -> new TenantNumber(
                                change.tenantId(), change.after().telephoneNumber()))
                        .collect(Collectors.toSet()));
        return List.of();
    }

    @Override
    public void usersChanged(Connection connection, List<UserChanged> users) throws SQLException {
        bringOn(
                connection,
                numbers.ofFormerUsers(
                        connection,
                        users.stream().map(UserChanged::tenantId).toList(),
                        users.stream().map(UserChanged::userId).toList()));
    }

    /** Brings on those of the numbers that a running move has; the others are nobody's business here. */
    void bringOn(Connection connection, Collection<TenantNumber> keys) throws SQLException {
        Map<MoveNumber, MoveFacts> facts = numbers.lockWithFacts(connection, keys);
        if (facts.isEmpty()) {
            return;
        }
        Instant now = Moment.read(connection).at();
        List<MoveNumber> changed = new ArrayList<>();
        facts.forEach((number, fact) -> {
            MoveNumber next = number.at(fact, now, config);
            if (!next.equals(number)) {
                changed.add(next);
            }
        });
        if (!changed.isEmpty()) {
            numbers.update(connection, changed);
            moves.touch(connection, changed.stream().map(MoveNumber::moveId).collect(Collectors.toSet()));
        }
    }
}
