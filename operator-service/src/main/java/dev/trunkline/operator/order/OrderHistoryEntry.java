package dev.trunkline.operator.order;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One change of an order.
 *
 * @param action wire value of the status that it has from then on, or what happened besides
 * @param by subject of the caller's token; {@code system} for what happens by itself
 * @param statusBefore absent for the first entry
 */
record OrderHistoryEntry(
        Instant at,
        String action,
        String by,
        @Nullable String reason,
        @Nullable OrderStatus statusBefore,
        OrderStatus statusAfter,
        @Nullable LocalDate portingDateBefore,
        @Nullable LocalDate portingDateAfter) {}
