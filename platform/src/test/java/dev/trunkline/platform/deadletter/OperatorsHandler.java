package dev.trunkline.platform.deadletter;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The handler of the application that platform's tests run; it cannot apply operators of some names until it is told to. */
@ApplicationScoped
public class OperatorsHandler implements EventsHandler {

    private final Set<UUID> applied = ConcurrentHashMap.newKeySet();
    private volatile boolean repaired;

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.OPERATOR_CHANGED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) {
        for (InboundEvent event : events) {
            if (!repaired && event.payloadAs(OperatorChanged.class).name().equals("Unbearable")) {
                throw new IllegalArgumentException("cannot bear \"Unbearable\"");
            }
            applied.add(event.id());
        }
    }

    public void repair() {
        repaired = true;
    }

    public boolean hasApplied(UUID eventId) {
        return applied.contains(eventId);
    }
}
