package dev.trunkline.operator.order;

import static dev.trunkline.operator.order.OrderStatus.ACCEPTED;
import static dev.trunkline.operator.order.OrderStatus.CANCELLED;
import static dev.trunkline.operator.order.OrderStatus.COMPLETED;
import static dev.trunkline.operator.order.OrderStatus.FULFILLING;
import static dev.trunkline.operator.order.OrderStatus.PORTED;
import static dev.trunkline.operator.order.OrderStatus.PORTING;
import static dev.trunkline.operator.order.OrderStatus.REJECTED;
import static dev.trunkline.operator.order.OrderStatus.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {

    private static final Map<OrderStatus, Set<OrderStatus>> LEGAL = Map.of(
            SUBMITTED, EnumSet.of(ACCEPTED, REJECTED, CANCELLED),
            ACCEPTED, EnumSet.of(PORTING, FULFILLING, COMPLETED, CANCELLED),
            PORTING, EnumSet.of(PORTED, CANCELLED),
            PORTED, EnumSet.of(FULFILLING, COMPLETED, CANCELLED),
            FULFILLING, EnumSet.of(COMPLETED, CANCELLED),
            COMPLETED, EnumSet.noneOf(OrderStatus.class),
            REJECTED, EnumSet.noneOf(OrderStatus.class),
            CANCELLED, EnumSet.noneOf(OrderStatus.class));

    @ParameterizedTest
    @EnumSource
    void becomesWhatTheTableSaysAndNothingElse(OrderStatus from) {
        for (OrderStatus to : OrderStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsItIsWritten(OrderStatus status) {
        assertThat(OrderStatus.fromString(status.wire())).isEqualTo(status);
    }
}
