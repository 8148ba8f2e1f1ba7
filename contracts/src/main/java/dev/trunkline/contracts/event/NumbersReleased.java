package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Numbers left their tenant, or went into quarantine on the way.
 */
public record NumbersReleased(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersReleased {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_RELEASED;
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
