package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Numbers were taken from their targets.
 */
public record NumbersUnassigned(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersUnassigned {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_UNASSIGNED;
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
