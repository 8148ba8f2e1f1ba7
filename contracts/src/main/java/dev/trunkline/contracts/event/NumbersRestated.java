package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Nothing changed: the owner says again what is true, so that a new or restored projection can be filled.
 */
public record NumbersRestated(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersRestated {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_RESTATED;
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
