package dev.trunkline.number.enablement;

import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Applies consents and tells tenant-service from when on they count.
 *
 * <p>It has the gate alone meanwhile: a chunk that found the consent missing and was parked has committed, and is seen by whoever takes
 * parked chunks up, or it comes later and finds the consent.
 */
@ApplicationScoped
class EnablementEventsHandler implements EventsHandler {

    private final Gate gate;
    private final Enablements enablements;
    private final List<EnablementListener> listeners;

    EnablementEventsHandler(Gate gate, Enablements enablements, @All List<EnablementListener> listeners) {
        this.gate = gate;
        this.enablements = enablements;
        this.listeners = listeners;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENABLEMENT_CHANGED);
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<InboundEvent> ordered = events.stream()
                .sorted(Comparator.comparing(
                                (InboundEvent event) -> change(event).tenantId())
                        .thenComparing(event -> change(event).operatorId())
                        .thenComparingLong(event -> change(event).revision()))
                .toList();
        Connection connection = transaction.connection();
        for (InboundEvent event : ordered) {
            gate.passAlone(connection, change(event).tenantId(), change(event).operatorId());
        }
        for (InboundEvent event : ordered) {
            apply(transaction, event);
        }
    }

    private void apply(InboxTransaction transaction, InboundEvent event) throws SQLException {
        EnablementChanged change = change(event);
        Connection connection = transaction.connection();
        enablements.apply(connection, change);
        Enablement applied = enablements
                .hold(connection, change.tenantId(), change.operatorId())
                .orElseThrow(() -> new IllegalStateException("a consent is gone right after it was applied"));
        for (EnablementListener listener : listeners) {
            listener.applied(transaction, applied, event);
        }
        // Also for a repeat: tenant-service may have lost the first answer.
        transaction.append(
                new EnablementApplied(
                        applied.tenantId(),
                        applied.operatorId(),
                        applied.epoch(),
                        applied.revision(),
                        Moment.read(connection).at()),
                event);
    }

    private static EnablementChanged change(InboundEvent event) {
        return event.payloadAs(EnablementChanged.class);
    }
}
