package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order.
 *
 * @param status that it had from then on
 * @param by subject of the caller's token; {@code system} for what happens by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderStep(OrderStatus status, Instant at, String by, @Nullable String reason) {}
