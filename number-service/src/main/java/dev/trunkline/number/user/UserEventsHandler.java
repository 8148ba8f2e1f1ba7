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
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the projection of the users, and takes back the numbers of those who were deleted, also where only the next user of the same id
 * tells of it.
 *
 * <p>The user's row is locked first, so an assignment that holds it is waited for; the numbers are looked for in a later statement,
 * which sees what that assignment did.
 */
@ApplicationScoped
class UserEventsHandler implements EventsHandler {

    private static final String HOLD =
            "select incarnation from tenant_user where tenant_id = ? and user_id = ? for update";

    private static final String UPSERT =
            """
            insert into tenant_user as present
                   (tenant_id, user_id, revision, status, account_type, usage_location, licences, coexistence_mode,
                    on_prem_line_uri, has_voice_routing_policy, incarnation)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, user_id) do update
               set revision = excluded.revision, status = excluded.status, account_type = excluded.account_type,
                   usage_location = excluded.usage_location, licences = excluded.licences,
                   coexistence_mode = excluded.coexistence_mode, on_prem_line_uri = excluded.on_prem_line_uri,
                   has_voice_routing_policy = excluded.has_voice_routing_policy,
                   incarnation = coalesce(excluded.incarnation, present.incarnation)
             where present.revision < excluded.revision
                -- Said again by a sender that knows more than the one before it.
                or (present.revision = excluded.revision and present.incarnation is null and excluded.incarnation is not null)
            returning user_id
            """;

    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final List<UserListener> listeners;

    UserEventsHandler(NumberSetService numbers, NumberChanges changes, @All List<UserListener> listeners) {
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
        List<InboundEvent> ordered = events.stream()
                .sorted(Comparator.comparing((InboundEvent event) -> user(event).tenantId())
                        .thenComparing(event -> user(event).userId()))
                .toList();
        List<Losing> losing = new ArrayList<>();
        List<UserChanged> applied = new ArrayList<>();
        for (InboundEvent event : ordered) {
            Long incarnation = holdIncarnation(transaction.connection(), user(event));
            if (!upsert(transaction.connection(), user(event))) {
                transaction.countStale(1);
                continue;
            }
            applied.add(user(event));
            Loss loss = Loss.of(user(event), incarnation);
            if (loss != null) {
                losing.add(new Losing(event, loss));
            }
        }
        takeBackNumbers(transaction, losing);
        for (UserListener listener : listeners) {
            listener.usersChanged(transaction.connection(), applied);
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
        static @Nullable Loss of(UserChanged user, @Nullable Long knownIncarnation) {
            if (user.status() == UserStatus.DELETED) {
                return DELETED;
            }
            if (knownIncarnation != null
                    && user.incarnation() != null
                    && !knownIncarnation.equals(user.incarnation())) {
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
        Map<List<UUID>, List<PhoneNumber>> byUser = numbers
                .lockNumbersOfTargets(
                        connection,
                        users.stream().map(UserChanged::tenantId).toList(),
                        users.stream().map(UserChanged::userId).toList())
                .stream()
                .collect(groupingBy(number -> List.of(
                        number.tenantId(), requireNonNull(number.assignment().targetId()))));
        Moment now = Moment.read(connection);
        for (Losing each : losing) {
            InboundEvent event = each.event();
            UserChanged user = user(event);
            List<PhoneNumber> lost = byUser.getOrDefault(List.of(user.tenantId(), user.userId()), List.of()).stream()
                    .filter(each.loss()::takes)
                    .toList();
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

    /** The incarnation that was known until now, the row locked; null for none. */
    private static @Nullable Long holdIncarnation(Connection connection, UserChanged user) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            hold.setObject(1, user.tenantId());
            hold.setObject(2, user.userId());
            try (ResultSet row = hold.executeQuery()) {
                return row.next() ? row.getObject(1, Long.class) : null;
            }
        }
    }

    private static boolean upsert(Connection connection, UserChanged user) throws SQLException {
        boolean deleted = user.status() == UserStatus.DELETED;
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setObject(1, user.tenantId());
            upsert.setObject(2, user.userId());
            upsert.setLong(3, user.revision());
            upsert.setString(4, user.status().wire());
            upsert.setString(5, user.accountType().wire());
            upsert.setString(6, deleted ? null : user.usageLocation());
            upsert.setArray(
                    7,
                    connection.createArrayOf(
                            "text", deleted ? new String[0] : user.licences().toArray(String[]::new)));
            upsert.setString(
                    8,
                    user.coexistenceMode() == null
                            ? null
                            : user.coexistenceMode().wire());
            upsert.setString(9, deleted ? null : user.onPremLineUri());
            upsert.setBoolean(10, user.hasVoiceRoutingPolicy());
            upsert.setObject(11, user.incarnation());
            try (ResultSet applied = upsert.executeQuery()) {
                return applied.next();
            }
        }
    }

    private static UserChanged user(InboundEvent event) {
        return event.payloadAs(UserChanged.class);
    }
}
