package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * A tenant listed numbers that it has from elsewhere, by Calling Plan or Direct Routing.
 */
public record NumbersImported(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public NumbersImported {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_IMPORTED;
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
