package dev.trunkline.operator.order;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderStage;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.OrderPortingChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What number-service hears of ports and moves: at each step that the numbers' arrival does not tell by itself. */
final class PortingNews {

    /** Below the 512 KiB of an event. */
    private static final int NUMBERS_AT_ONCE = 10_000;

    private PortingNews() {}

    /** The events that tell of the order's last step; none for an order of new numbers. */
    static List<Event> of(Order order) {
        Order.Terms terms = order.terms();
        if (terms.type() == OrderType.NEW) {
            return List.of();
        }
        OrderStep step = order.steps().get(order.steps().size() - 1);
        List<E164Number> numbers = terms.lines().stream()
                .map(OrderLine::telephoneNumbers)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
        List<Event> news = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += NUMBERS_AT_ONCE) {
            news.add(new OrderPortingChanged(
                    terms.orderId(),
                    order.version(),
                    terms.operatorId(),
                    terms.tenantId(),
                    terms.type(),
                    OrderStage.fromString(order.status().wire()),
                    order.portingDate(),
                    numbers.subList(from, Math.min(numbers.size(), from + NUMBERS_AT_ONCE)),
                    step.by(),
                    step.at()));
        }
        return news;
    }
}
