package dev.trunkline.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * number-service has applied an enablement: from now on it decides by it.
 *
 * @param enablementRevision revision that was applied
 */
public record EnablementApplied(UUID tenantId, UUID operatorId, int epoch, long enablementRevision, Instant appliedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ENABLEMENT_APPLIED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return tenantId + ":" + operatorId;
    }
}
