package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Facts of numbers changed for which there is no event of its own: category, usage, block, tags.
 */
public record NumbersChanged(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersChanged {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_CHANGED;
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
