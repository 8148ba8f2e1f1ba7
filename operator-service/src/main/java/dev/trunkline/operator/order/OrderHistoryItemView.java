package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One change of an order as it is answered.
 *
 * @param action the status that it has from then on, or {@code cancellationRequested}, {@code cancellationRefused}
 * @param before absent for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderHistoryItemView(
        int entry,
        Instant at,
        String action,
        String by,
        @Nullable String reason,
        @Nullable StateView before,
        StateView after) {

    /** What of an order changes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StateView(OrderStatus status, @Nullable LocalDate portingDate) {}

    static OrderHistoryItemView of(int number, OrderHistoryEntry entry) {
        OrderStatus before = entry.statusBefore();
        return new OrderHistoryItemView(
                number,
                entry.at(),
                entry.action(),
                entry.by(),
                entry.reason(),
                before == null ? null : new StateView(before, entry.portingDateBefore()),
                new StateView(entry.statusAfter(), entry.portingDateAfter()));
    }
}
