package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Numbers came into a tenant by an operator's upload.
 */
public record NumbersAcquired(UUID tenantId, UUID operatorId, UUID orderId, UUID uploadId, List<NumberSnapshot> items)
        implements Event {

    public NumbersAcquired {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_ACQUIRED;
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
