package dev.trunkline.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator wants to cancel an order: number-service decides, because it alone knows whether a number of the order is in the tenant.
 *
 * @param cancellationId the same for a repeat, which gets the same answer
 */
public record OrderCancellationRequested(
        UUID cancellationId,
        UUID operatorId,
        UUID tenantId,
        UUID orderId,
        @Nullable String reason,
        String requestedBy,
        Instant requestedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ORDER_CANCELLATION_REQUESTED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
