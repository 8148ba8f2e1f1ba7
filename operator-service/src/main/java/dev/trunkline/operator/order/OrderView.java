package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as it is answered. */
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
        Instant createdAt,
        long version) {

    /** A line and how much of it has arrived. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            int line,
            String country,
            Usage usage,
            int quantity,
            @Nullable List<E164Number> telephoneNumbers,
            int delivered) {}

    static OrderView of(Order order) {
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
                                line.delivered()))
                        .toList(),
                terms.customerReference(),
                terms.requestedDate(),
                terms.portingDate(),
                order.steps(),
                terms.createdAt(),
                order.version());
    }
}
