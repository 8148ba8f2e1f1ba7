package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderStage;
import dev.trunkline.contracts.OrderType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a port or a move is, for up to 10,000 of its numbers: said at each step of such an order that the arrival of its numbers does not tell by itself, once for each part of its numbers.
 *
 * @param orderVersion strictly increasing for the order; what has a lower one than is known tells nothing new
 * @param portingDate when the numbers are to be ported
 */
public record OrderPortingChanged(
        UUID orderId,
        long orderVersion,
        UUID operatorId,
        UUID tenantId,
        OrderType orderType,
        OrderStage stage,
        @Nullable LocalDate portingDate,
        List<E164Number> telephoneNumbers,
        String changedBy,
        Instant changedAt)
        implements Event {

    public OrderPortingChanged {
        telephoneNumbers = telephoneNumbers == null ? List.of() : List.copyOf(telephoneNumbers);
    }

    @Override
    public EventType type() {
        return EventType.ORDER_PORTING_CHANGED;
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
