package dev.trunkline.operator.release;

import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.operator.request.RequestDecisions;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the operator's numbers and the release requests that it has to answer. Only what is newer than what is known counts; a
 * request that has come and gone within one batch is kept as closed.
 */
@ApplicationScoped
class NumberEventsHandler implements EventsHandler {

    private static final String BY_SETTING = "system";

    private final NumberBulkStore numbers;
    private final ReleaseRequestStore requests;
    private final RequestDecisions decisions;
    private final SettingsStore settings;
    private final Feed feed;

    NumberEventsHandler(
            NumberBulkStore numbers,
            ReleaseRequestStore requests,
            RequestDecisions decisions,
            SettingsStore settings,
            Feed feed) {
        this.numbers = numbers;
        this.requests = requests;
        this.decisions = decisions;
        this.settings = settings;
        this.feed = feed;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.NUMBERS_ACQUIRED,
                EventType.NUMBERS_ASSIGNED,
                EventType.NUMBERS_UNASSIGNED,
                EventType.EMERGENCY_LOCATIONS_CHANGED,
                EventType.RELEASES_REQUESTED,
                EventType.RELEASES_WITHDRAWN,
                EventType.RELEASES_REFUSED,
                EventType.NUMBERS_RELEASED,
                EventType.NUMBERS_CHANGED,
                EventType.NUMBERS_RESTATED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        List<NumberChange> changes = events.stream().flatMap(NumberChange::of).toList();
        Map<NumberBulkStore.Key, NumberChange> latest = new LinkedHashMap<>();
        for (NumberChange change : changes) {
            latest.merge(change.key(), change, NumberEventsHandler::later);
        }
        if (latest.isEmpty()) {
            return;
        }
        feed.append(connection, NumberNews.of(changes));
        Set<NumberBulkStore.Key> applied = numbers.keep(connection, List.copyOf(latest.values()));
        latest.keySet().retainAll(applied);
        Set<NumberBulkStore.Key> asked = requests.open(connection, latest.keySet());
        requests.closeOthers(
                connection,
                latest.values().stream()
                        .filter(change -> asked.contains(change.key()))
                        .toList());
        List<NumberChange> opened = new ArrayList<>();
        for (NumberChange change : changes) {
            NumberChange last = latest.get(change.key());
            if (last == null || !change.asksForRelease()) {
                continue;
            }
            boolean open = Objects.equals(
                    change.snapshot().releaseRequestId(), last.snapshot().releaseRequestId());
            ReleaseRequestStatus status = open ? ReleaseRequestStatus.OPEN : last.endOfEarlierRequests();
            if (requests.insert(connection, change, status) && open) {
                opened.add(change);
            }
        }
        confirmBySetting(transaction, opened);
    }

    private static NumberChange later(NumberChange one, NumberChange other) {
        return other.snapshot().revision() > one.snapshot().revision() ? other : one;
    }

    /** The operator may have said once that it confirms every release. */
    private void confirmBySetting(InboxTransaction transaction, List<NumberChange> opened) throws SQLException {
        if (opened.isEmpty()) {
            return;
        }
        Connection connection = transaction.connection();
        Map<UUID, OperatorSettings> operators = settings.find(
                connection, opened.stream().map(NumberChange::operatorId).collect(Collectors.toSet()));
        for (NumberChange change : opened) {
            OperatorSettings operator = operators.get(change.operatorId());
            if (operator != null && operator.autoConfirmReleases()) {
                Instant now = now(connection);
                ReleaseRequest request = ReleaseRequest.opened(change, now);
                ReleaseDecided command = ReleaseCommands.of(
                        request, ReleaseDecision.CONFIRMED, null, operator.quarantineDays(), BY_SETTING, now);
                decisions.begin(connection, requests, request, ReleaseCommands.decisionOf(command));
                transaction.append(command, change.cause());
            }
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select business_now() as now");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Columns.requiredInstant(row, "now");
        }
    }
}
