package dev.trunkline.operator.order;

import dev.trunkline.contracts.OrderType;
import dev.trunkline.platform.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order of an operator for a tenant, under one epoch of the tenant's consent. */
public final class Order {

    /** Actor of steps that nobody took. */
    public static final String SYSTEM = "system";

    private final Terms terms;
    private final List<OrderStep> steps;
    private OrderStatus status;
    private long version;
    private int storedSteps;

    /** What was ordered; it never changes but for the count of numbers delivered. */
    public record Terms(
            UUID orderId,
            UUID operatorId,
            UUID tenantId,
            OrderType type,
            int enablementEpoch,
            List<OrderLine> lines,
            @Nullable String customerReference,
            @Nullable LocalDate requestedDate,
            @Nullable LocalDate portingDate,
            Instant createdAt) {
        public Terms {
            lines = List.copyOf(lines);
        }
    }

    private Order(Terms terms, OrderStatus status, long version, List<OrderStep> steps, int storedSteps) {
        this.terms = terms;
        this.status = status;
        this.version = version;
        this.steps = new ArrayList<>(steps);
        this.storedSteps = storedSteps;
    }

    /** A new order. */
    static Order submit(Terms terms, String by, long version) {
        OrderStep first = new OrderStep(OrderStatus.SUBMITTED, terms.createdAt(), by, null);
        return new Order(terms, OrderStatus.SUBMITTED, version, List.of(first), 0);
    }

    /** An order as it was stored. */
    static Order stored(Terms terms, OrderStatus status, long version, List<OrderStep> steps) {
        return new Order(terms, status, version, steps, steps.size());
    }

    void accept(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.ACCEPTED, at, by, reason, newVersion);
    }

    void reject(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.REJECTED, at, by, reason, newVersion);
    }

    /** The first numbers are on their way; later ones change nothing. */
    void beginFulfilling(Instant at, String by, long newVersion) {
        if (status != OrderStatus.FULFILLING) {
            become(OrderStatus.FULFILLING, at, by, null, newVersion);
        }
    }

    /** All is delivered, or the operator closes it short. */
    void complete(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.COMPLETED, at, by, reason, newVersion);
    }

    /** Whether every line has all that was ordered. */
    boolean isDelivered() {
        return terms.lines().stream().allMatch(line -> line.delivered() >= line.quantity());
    }

    private void become(OrderStatus next, Instant at, String by, @Nullable String reason, long newVersion) {
        if (!status.canBecome(next)) {
            throw new ProblemException(
                    OrderProblem.ORDER_STATE,
                    "The order is %s and cannot become %s. Read it to see what it can do."
                            .formatted(status.wire(), next.wire()));
        }
        status = next;
        version = newVersion;
        steps.add(new OrderStep(next, at, by, reason));
    }

    /** Steps that the database does not have yet. */
    List<OrderStep> newSteps() {
        return List.copyOf(steps.subList(storedSteps, steps.size()));
    }

    int storedSteps() {
        return storedSteps;
    }

    void markStored() {
        storedSteps = steps.size();
    }

    public Terms terms() {
        return terms;
    }

    public OrderStatus status() {
        return status;
    }

    long version() {
        return version;
    }

    List<OrderStep> steps() {
        return List.copyOf(steps);
    }
}
