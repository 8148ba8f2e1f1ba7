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

/**
 * Keeps the projection of the users, and takes back the numbers of those who were deleted.
 *
 * <p>The upsert locks the user's row, so it waits for an assignment that holds it; the numbers are looked for in a later statement, which
 * sees what that assignment did.
 */
@ApplicationScoped
class UserEventsHandler implements EventsHandler {

    private static final String UPSERT =
            """
            insert into tenant_user as present
                   (tenant_id, user_id, revision, status, account_type, usage_location, licences, coexistence_mode,
                    on_prem_line_uri, has_voice_routing_policy)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, user_id) do update
               set revision = excluded.revision, status = excluded.status, account_type = excluded.account_type,
                   usage_location = excluded.usage_location, licences = excluded.licences,
                   coexistence_mode = excluded.coexistence_mode, on_prem_line_uri = excluded.on_prem_line_uri,
                   has_voice_routing_policy = excluded.has_voice_routing_policy
             where present.revision < excluded.revision
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
        List<InboundEvent> losing = new ArrayList<>();
        List<UserChanged> applied = new ArrayList<>();
        for (InboundEvent event : ordered) {
            if (!upsert(transaction.connection(), user(event))) {
                transaction.countStale(1);
                continue;
            }
            applied.add(user(event));
            if (mayLoseNumbers(user(event))) {
                losing.add(event);
            }
        }
        takeBackNumbers(transaction, losing);
        for (UserListener listener : listeners) {
            listener.usersChanged(transaction.connection(), applied);
        }
    }

    /** Also a user whose on-premises line is empty now: a number that was assigned there is free. */
    private static boolean mayLoseNumbers(UserChanged user) {
        return user.status() == UserStatus.DELETED || user.onPremLineUri() == null;
    }

    private void takeBackNumbers(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Connection connection = transaction.connection();
        Map<List<UUID>, List<PhoneNumber>> byUser = numbers
                .lockNumbersOfTargets(
                        connection,
                        events.stream().map(event -> user(event).tenantId()).toList(),
                        events.stream().map(event -> user(event).userId()).toList())
                .stream()
                .collect(groupingBy(number -> List.of(
                        number.tenantId(), requireNonNull(number.assignment().targetId()))));
        Moment now = Moment.read(connection);
        for (InboundEvent event : events) {
            UserChanged user = user(event);
            boolean deleted = user.status() == UserStatus.DELETED;
            List<PhoneNumber> lost = byUser.getOrDefault(List.of(user.tenantId(), user.userId()), List.of()).stream()
                    .filter(number -> deleted || number.provision().numberSource() == NumberSource.ON_PREMISES)
                    .toList();
            List<NumberChange> unassigned =
                    lost.stream().map(number -> number.unassign(now)).toList();
            numbers.update(connection, lost);
            String reason = deleted ? "The user was deleted." : "The user's on-premises line was cleared.";
            changes.publish(
                    transaction, event, new Author("tenant-service", reason, event.correlationId()), unassigned);
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
            try (ResultSet applied = upsert.executeQuery()) {
                return applied.next();
            }
        }
    }

    private static UserChanged user(InboundEvent event) {
        return event.payloadAs(UserChanged.class);
    }
}
