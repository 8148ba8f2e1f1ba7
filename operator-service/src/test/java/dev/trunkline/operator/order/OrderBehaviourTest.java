package dev.trunkline.operator.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.contracts.OrderType;
import dev.trunkline.platform.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every behaviour of an order in every state that it can be in. */
class OrderBehaviourTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate LATER = LocalDate.parse("2026-12-24");

    /** A behaviour, where it leads, and the states that it starts from. */
    private record Behaviour(String name, OrderStatus leadsTo, Set<OrderStatus> starts, Consumer<Order> act) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Behaviour> BEHAVIOURS = List.of(
            new Behaviour(
                    "accept",
                    OrderStatus.ACCEPTED,
                    EnumSet.of(OrderStatus.SUBMITTED),
                    order -> order.accept(NOW, "me", null, 2)),
            new Behaviour(
                    "reject",
                    OrderStatus.REJECTED,
                    EnumSet.of(OrderStatus.SUBMITTED),
                    order -> order.reject(NOW, "me", "no", 2)),
            new Behaviour(
                    "startPorting",
                    OrderStatus.PORTING,
                    EnumSet.of(OrderStatus.ACCEPTED),
                    order -> order.startPorting(NOW, "me", null, LATER, 2)),
            new Behaviour(
                    "markPorted",
                    OrderStatus.PORTED,
                    EnumSet.of(OrderStatus.PORTING),
                    order -> order.markPorted(NOW, "me", null, 2)),
            new Behaviour(
                    "beginFulfilling",
                    OrderStatus.FULFILLING,
                    EnumSet.of(OrderStatus.ACCEPTED, OrderStatus.PORTED, OrderStatus.FULFILLING),
                    order -> order.beginFulfilling(NOW, "me", 2)),
            new Behaviour(
                    "complete",
                    OrderStatus.COMPLETED,
                    EnumSet.of(OrderStatus.ACCEPTED, OrderStatus.PORTED, OrderStatus.FULFILLING),
                    order -> order.complete(NOW, "me", "short", 2)),
            new Behaviour(
                    "endWithConsent",
                    OrderStatus.CANCELLED,
                    EnumSet.of(
                            OrderStatus.SUBMITTED,
                            OrderStatus.ACCEPTED,
                            OrderStatus.PORTING,
                            OrderStatus.PORTED,
                            OrderStatus.FULFILLING),
                    order -> order.endWithConsent(NOW, "removed", 2)),
            new Behaviour(
                    "cancel",
                    OrderStatus.CANCELLED,
                    EnumSet.of(
                            OrderStatus.SUBMITTED,
                            OrderStatus.ACCEPTED,
                            OrderStatus.PORTING,
                            OrderStatus.PORTED,
                            OrderStatus.FULFILLING),
                    order -> {
                        order.requestCancellation(UUID.randomUUID(), NOW, "me", "twice", 2);
                        order.cancel(NOW, 3);
                    }));

    static Stream<Arguments> allBehavioursInAllStates() {
        return BEHAVIOURS.stream()
                .flatMap(behaviour -> Stream.of(OrderStatus.values()).map(status -> Arguments.of(behaviour, status)));
    }

    @ParameterizedTest
    @MethodSource("allBehavioursInAllStates")
    void behavesOnlyInTheStatesThatAllowIt(Behaviour behaviour, OrderStatus status) {
        Order order = in(status, OrderType.PORT_IN, null);

        if (behaviour.starts().contains(status)) {
            behaviour.act().accept(order);

            assertThat(order.status()).isEqualTo(behaviour.leadsTo());
        } else {
            assertThatThrownBy(() -> behaviour.act().accept(order))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(OrderProblem.ORDER_STATE));
            assertThat(order.status()).isEqualTo(status);
            assertThat(order.newSteps()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("allBehavioursInAllStates")
    void standsStillWhileItsCancellationIsDecided(Behaviour behaviour, OrderStatus status) {
        Order order = in(status, OrderType.PORT_IN, new Order.Cancellation(UUID.randomUUID(), "me", null));
        if (behaviour.name().equals("endWithConsent")
                || !behaviour.starts().contains(status)
                || status == behaviour.leadsTo()) {
            return;
        }

        assertThatThrownBy(() -> behaviour.act().accept(order))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(OrderProblem.ORDER_BEING_CANCELLED));
        assertThat(order.takesUploads()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(OrderType.class)
    void portsEveryTypeButNewNumbers(OrderType type) {
        Order order = in(OrderStatus.ACCEPTED, type, null);

        if (type == OrderType.NEW) {
            assertThatThrownBy(() -> order.startPorting(NOW, "me", null, LATER, 2))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(OrderProblem.NOTHING_TO_PORT));
        } else {
            order.startPorting(NOW, "me", null, LATER, 2);

            assertThat(order.portingDate()).isEqualTo(LATER);
            assertThat(order.newHistory()).singleElement().satisfies(entry -> {
                assertThat(entry.portingDateBefore()).isNull();
                assertThat(entry.portingDateAfter()).isEqualTo(LATER);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            NEW,                      ACCEPTED FULFILLING PORTED
            PORT_IN,                  ACCEPTED FULFILLING PORTED
            MOVE_FROM_DIRECT_ROUTING, ACCEPTED FULFILLING PORTED
            MOVE_FROM_CALLING_PLAN,   FULFILLING PORTED
            """)
    void takesUploadsWhenItsNumbersCanBeThere(OrderType type, String statuses) {
        assertThat(Stream.of(OrderStatus.values())
                        .filter(status -> in(status, type, null).takesUploads())
                        .map(OrderStatus::name)
                        .sorted()
                        .toList())
                .isEqualTo(List.of(statuses.split(" ", -1)));
    }

    private static Order in(OrderStatus status, OrderType type, Order.Cancellation cancellation) {
        Order.Terms terms = new Order.Terms(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), type, 1, List.of(), null, null, null, NOW);
        return Order.stored(terms, status, cancellation, 1, List.of());
    }
}
