package dev.trunkline.number.inventory;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.number.history.HistoryEntry;
import dev.trunkline.number.history.HistoryState;
import dev.trunkline.number.history.HistoryStore;
import dev.trunkline.number.history.NumberAction;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.outbox.Outbox;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes down what happened to numbers and tells the other services, in the transaction of the change. */
@ApplicationScoped
public class NumberChanges {

    private final HistoryStore history;
    private final Outbox outbox;
    private final DataSource dataSource;
    private final EntityManager entities;
    private final List<NumberChangeListener> listeners;

    NumberChanges(
            HistoryStore history,
            Outbox outbox,
            DataSource dataSource,
            EntityManager entities,
            @All List<NumberChangeListener> listeners) {
        this.history = history;
        this.outbox = outbox;
        this.dataSource = dataSource;
        this.entities = entities;
        this.listeners = listeners;
    }

    /**
     * Publishes the changes of one number in their order, in the current transaction of the request path.
     *
     * @param author who did it and why
     */
    public void publish(Author author, NumberChange... changes) {
        // The row first: a constraint that refuses does so here, where it can be answered.
        entities.flush();
        List<Event> consequences = new ArrayList<>();
        // Enlisted in the current transaction: the same connection as Hibernate's, with the same data scope.
        try (Connection connection = dataSource.getConnection()) {
            for (NumberChange change : changes) {
                history.record(connection, List.of(entry(change, author)));
            }
            consequences.addAll(consequences(connection, List.of(changes)));
        } catch (SQLException e) {
            throw new IllegalStateException("history could not be written", e);
        }
        for (NumberChange change : changes) {
            NumberEvents.of(change.tenantId(), change.action(), author.reason(), List.of(change.after()))
                    .forEach(outbox::append);
        }
        consequences.forEach(outbox::append);
    }

    /** Publishes changes that an event caused, at most one for each holding. */
    public void publish(InboxTransaction transaction, InboundEvent cause, Author author, List<NumberChange> changes)
            throws SQLException {
        for (Event event : write(transaction.connection(), author, changes)) {
            transaction.append(event, cause);
        }
    }

    /**
     * Writes history of changes over a connection of the background role, at most one for each holding.
     *
     * @return the events that the caller appends, none of them too large
     */
    public List<Event> write(Connection connection, Author author, List<NumberChange> changes) throws SQLException {
        record(connection, author, changes);
        Map<UUID, Map<NumberAction, List<NumberSnapshot>>> byTenant = new LinkedHashMap<>();
        for (NumberChange change : changes) {
            byTenant.computeIfAbsent(change.tenantId(), tenant -> new LinkedHashMap<>())
                    .computeIfAbsent(change.action(), action -> new ArrayList<>())
                    .add(change.after());
        }
        List<Event> events = new ArrayList<>();
        byTenant.forEach((tenant, actions) -> actions.forEach(
                (action, items) -> events.addAll(NumberEvents.of(tenant, action, author.reason(), items))));
        events.addAll(consequences(connection, changes));
        return events;
    }

    private List<Event> consequences(Connection connection, List<NumberChange> changes) throws SQLException {
        List<Event> events = new ArrayList<>();
        for (NumberChangeListener listener : listeners) {
            events.addAll(listener.changed(connection, changes));
        }
        return events;
    }

    /** Writes history only: for changes whose event the caller makes. At most one change for each holding. */
    public void record(Connection connection, Author author, List<NumberChange> changes) throws SQLException {
        history.record(
                connection,
                changes.stream().map(change -> entry(change, author)).toList());
    }

    private static HistoryEntry entry(NumberChange change, Author author) {
        NumberSnapshot number = change.after();
        NumberSnapshot before = change.before();
        return new HistoryEntry(
                change.tenantId(),
                number.telephoneNumber().digits(),
                number.holdingId(),
                number.numberType(),
                number.operatorId(),
                number.orderId(),
                change.enablementEpoch(),
                change.action(),
                author.actor(),
                author.reason(),
                author.correlationId(),
                before == null ? null : HistoryState.of(before),
                HistoryState.of(number));
    }

    /**
     * Who changes something, and why.
     *
     * @param actor a token's subject, or a rule of the service
     */
    public record Author(String actor, @Nullable String reason, @Nullable String correlationId) {}
}
