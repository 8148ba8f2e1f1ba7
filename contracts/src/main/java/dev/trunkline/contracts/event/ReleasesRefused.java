package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator refused to take numbers back.
 */
public record ReleasesRefused(UUID tenantId, @Nullable String reason, List<NumberSnapshot> items) implements Event {

    public ReleasesRefused {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.RELEASES_REFUSED;
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
