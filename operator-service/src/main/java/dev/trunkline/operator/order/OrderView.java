package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is answered.
 *
 * @param portingDate as it is known now
 * @param cancellationOperationId present while number-service decides whether the order can be cancelled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
        UUID orderId,
        UUID operatorId,
        UUID tenantId,
        OrderType type,
        OrderStatus status,
        List<LineView> lines,
        @Nullable String customerReference,
        @Nullable LocalDate requestedDate,
        @Nullable LocalDate portingDate,
        List<OrderStep> steps,
        @Nullable UUID cancellationOperationId,
        Instant createdAt,
        long version) {

    /**
     * A line and how much of it has arrived.
     *
     * @param missing how many have not
     * @param missingTelephoneNumbers which of the named ones have not; only where a single order is shown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            int line,
            String country,
            Usage usage,
            int quantity,
            @Nullable List<E164Number> telephoneNumbers,
            int delivered,
            int missing,
            @Nullable List<E164Number> missingTelephoneNumbers) {}

    static OrderView of(Order order) {
        return of(order, null);
    }

    /**
     * The order with the numbers that are missing.
     *
     * @param missingNumbers by line; null to leave them out
     */
    static OrderView of(Order order, @Nullable Map<Integer, List<E164Number>> missingNumbers) {
        Order.Cancellation cancellation = order.cancellation();
        Order.Terms terms = order.terms();
        return new OrderView(
                terms.orderId(),
                terms.operatorId(),
                terms.tenantId(),
                terms.type(),
                order.status(),
                terms.lines().stream()
                        .map(line -> new LineView(
                                line.line(),
                                line.country(),
                                line.usage(),
                                line.quantity(),
                                line.telephoneNumbers(),
                                line.delivered(),
                                Math.max(0, line.quantity() - line.delivered()),
                                missingNumbers == null || line.telephoneNumbers() == null
                                        ? null
                                        : missingNumbers.getOrDefault(line.line(), List.of())))
                        .toList(),
                terms.customerReference(),
                terms.requestedDate(),
                order.portingDate(),
                order.steps(),
                cancellation == null ? null : cancellation.cancellationId(),
                terms.createdAt(),
                order.version());
    }
}
