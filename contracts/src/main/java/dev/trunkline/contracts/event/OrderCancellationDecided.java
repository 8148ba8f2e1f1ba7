package dev.trunkline.contracts.event;

import dev.trunkline.contracts.CommandOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order is cancelled. Applied: no number of it is in the tenant, and none can arrive for it any more. Refused: nothing changed.
 *
 * @param code why it was refused
 * @param detail a sentence for the operator
 * @param numbersHeld how many numbers of the order the tenant holds; 0 when it is cancelled
 */
public record OrderCancellationDecided(
        UUID cancellationId,
        UUID operatorId,
        UUID tenantId,
        UUID orderId,
        CommandOutcome outcome,
        @Nullable String code,
        @Nullable String detail,
        long numbersHeld,
        Instant decidedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ORDER_CANCELLATION_DECIDED;
    }

    @Override
    public String recordKey() {
        return operatorId.toString();
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
