package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * A tenant withdrew its request, expressly or by assigning the number again.
 */
public record ReleasesWithdrawn(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public ReleasesWithdrawn {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.RELEASES_WITHDRAWN;
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
