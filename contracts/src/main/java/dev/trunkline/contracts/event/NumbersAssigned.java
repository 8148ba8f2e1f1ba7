package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Numbers were assigned to a user, a resource account or a conference bridge.
 */
public record NumbersAssigned(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersAssigned {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_ASSIGNED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public long revision() {
        return NumberSnapshot.highestRevision(items);
    }
}
