package dev.trunkline.number.user;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.UserBulkStore.Former;
import dev.trunkline.number.user.UserBulkStore.UserKey;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the projection of the users, and takes back the numbers of those who were deleted, also where only the next user of the same id
 * tells of it.
 *
 * <p>The users' rows are written first, so an assignment that holds one is waited for; the numbers are looked for in a later statement,
 * which sees what that assignment did.
 */
@ApplicationScoped
class UserEventsHandler implements EventsHandler {

    private final UserBulkStore store;
    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final List<UserListener> listeners;

    UserEventsHandler(
            UserBulkStore store, NumberSetService numbers, NumberChanges changes, @All List<UserListener> listeners) {
        this.store = store;
        this.numbers = numbers;
        this.changes = changes;
        this.listeners = listeners;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.USER_CHANGED);
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        List<UserChanged> said = events.stream().map(UserEventsHandler::user).toList();
        Map<UserKey, Former> newer = store.upsert(connection, said);
        transaction.countStale(events.size() - newer.size());
        List<Losing> losing = new ArrayList<>();
        List<UserChanged> applied = new ArrayList<>();
        for (InboundEvent event : events) {
            UserChanged user = user(event);
            Former former = newer.get(UserKey.of(user));
            if (former == null) {
                continue;
            }
            applied.add(user);
            Loss loss = Loss.of(user, former);
            if (loss != null) {
                losing.add(new Losing(event, loss));
            }
        }
        takeBackNumbers(transaction, losing);
        for (UserListener listener : listeners) {
            listener.usersChanged(connection, applied);
        }
    }

    /** Why a user may hold numbers that it must not hold any more. */
    private enum Loss {
        DELETED("The user was deleted."),
        CREATED_AGAIN("The user was deleted and created again."),
        /** A number that was assigned there is free. */
        LINE_CLEARED("The user's on-premises line was cleared.");

        private final String reason;

        Loss(String reason) {
            this.reason = reason;
        }

        /** Null for none. A sender or a projection of before incarnations were told says nothing of a deletion between. */
        static @Nullable Loss of(UserChanged user, Former former) {
            if (user.status() == UserStatus.DELETED) {
                return DELETED;
            }
            if (!former.known()) {
                // Nothing is assigned to a user of whom nothing is known.
                return null;
            }
            if (former.incarnation() != null
                    && user.incarnation() != null
                    && !former.incarnation().equals(user.incarnation())) {
                return CREATED_AGAIN;
            }
            return user.onPremLineUri() == null ? LINE_CLEARED : null;
        }

        boolean takes(PhoneNumber number) {
            return this != LINE_CLEARED || number.provision().numberSource() == NumberSource.ON_PREMISES;
        }
    }

    private record Losing(InboundEvent event, Loss loss) {}

    private void takeBackNumbers(InboxTransaction transaction, List<Losing> losing) throws SQLException {
        if (losing.isEmpty()) {
            return;
        }
        Connection connection = transaction.connection();
        List<UserChanged> users =
                losing.stream().map(each -> user(each.event())).toList();
        Map<UserKey, List<PhoneNumber>> byUser = numbers
                .lockNumbersOfTargets(
                        connection,
                        users.stream().map(UserChanged::tenantId).toList(),
                        users.stream().map(UserChanged::userId).toList())
                .stream()
                .collect(groupingBy(number -> new UserKey(
                        number.tenantId(), requireNonNull(number.assignment().targetId()))));
        if (byUser.isEmpty()) {
            return;
        }
        Moment now = Moment.read(connection);
        for (Losing each : losing) {
            InboundEvent event = each.event();
            UserChanged user = user(event);
            List<PhoneNumber> lost = byUser.getOrDefault(UserKey.of(user), List.of()).stream()
                    .filter(each.loss()::takes)
                    .toList();
            if (lost.isEmpty()) {
                continue;
            }
            List<NumberChange> unassigned =
                    lost.stream().map(number -> number.unassign(now)).toList();
            numbers.update(connection, lost);
            changes.publish(
                    transaction,
                    event,
                    new Author("tenant-service", each.loss().reason, event.correlationId()),
                    unassigned);
        }
    }

    private static UserChanged user(InboundEvent event) {
        return event.payloadAs(UserChanged.class);
    }
}
