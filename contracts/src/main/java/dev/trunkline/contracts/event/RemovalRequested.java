package dev.trunkline.contracts.event;

import java.time.Instant;
import java.util.UUID;

/**
 * tenant-service asks whether an operator, a country or a service may be removed. Asked again with the same id it gets the same answer.
 */
public record RemovalRequested(
        UUID removalId, UUID tenantId, UUID operatorId, int epoch, RemovalScope scope, Instant requestedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.REMOVAL_REQUESTED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return removalId.toString();
    }
}
