package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * A tenant asked the operator to take numbers back.
 */
public record ReleasesRequested(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public ReleasesRequested {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.RELEASES_REQUESTED;
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
