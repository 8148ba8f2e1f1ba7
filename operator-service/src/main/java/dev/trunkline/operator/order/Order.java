package dev.trunkline.operator.order;

import dev.trunkline.contracts.OrderType;
import dev.trunkline.platform.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order of an operator for a tenant, under one epoch of the tenant's consent. */
public final class Order {

    /** Actor of steps that nobody took. */
    public static final String SYSTEM = "system";

    private final Terms terms;
    private final List<OrderStep> steps;
    private OrderStatus status;
    private @Nullable Cancellation cancellation;
    private @Nullable LocalDate portingDate;
    private long version;
    private int storedSteps;
    private final List<OrderHistoryEntry> newHistory = new ArrayList<>();

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

    /**
     * A cancellation that number-service has not answered yet.
     *
     * @param cancellationId also that of the operation
     */
    record Cancellation(UUID cancellationId, String by, @Nullable String reason) {}

    private Order(
            Terms terms,
            OrderStatus status,
            @Nullable Cancellation cancellation,
            long version,
            List<OrderStep> steps,
            int storedSteps) {
        this.terms = terms;
        this.status = status;
        this.cancellation = cancellation;
        this.portingDate = terms.portingDate();
        this.version = version;
        this.steps = new ArrayList<>(steps);
        this.storedSteps = storedSteps;
    }

    /** A new order. */
    static Order submit(Terms terms, String by, long version) {
        OrderStep first = new OrderStep(OrderStatus.SUBMITTED, terms.createdAt(), by, null);
        Order order = new Order(terms, OrderStatus.SUBMITTED, null, version, List.of(first), 0);
        order.newHistory.add(new OrderHistoryEntry(
                terms.createdAt(),
                OrderStatus.SUBMITTED.wire(),
                by,
                null,
                null,
                OrderStatus.SUBMITTED,
                null,
                terms.portingDate()));
        return order;
    }

    /** An order as it was stored. */
    static Order stored(
            Terms terms, OrderStatus status, @Nullable Cancellation cancellation, long version, List<OrderStep> steps) {
        return new Order(terms, status, cancellation, version, steps, steps.size());
    }

    void accept(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.ACCEPTED, at, by, reason, newVersion);
    }

    void reject(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.REJECTED, at, by, reason, newVersion);
    }

    /**
     * The numbers are on their way from where they are now.
     *
     * @param date when they are to be ported, as it is known now; null leaves it as it was ordered
     */
    void startPorting(Instant at, String by, @Nullable String reason, @Nullable LocalDate date, long newVersion) {
        if (terms.type() == OrderType.NEW) {
            throw new ProblemException(
                    OrderProblem.NOTHING_TO_PORT, "The order is for new numbers: accept it and upload them.");
        }
        LocalDate before = portingDate;
        portingDate = date == null ? portingDate : date;
        become(OrderStatus.PORTING, at, by, reason, before, newVersion);
    }

    /** The numbers have left where they were. */
    void markPorted(Instant at, String by, @Nullable String reason, long newVersion) {
        become(OrderStatus.PORTED, at, by, reason, newVersion);
    }

    /** number-service is asked whether the order can be cancelled; until it answers nothing else happens to the order. */
    void requestCancellation(UUID cancellationId, Instant at, String by, @Nullable String reason, long newVersion) {
        requireTransition(OrderStatus.CANCELLED);
        cancellation = new Cancellation(cancellationId, by, reason);
        version = newVersion;
        note("cancellationRequested", at, by, reason);
    }

    /** number-service has closed the order: nothing of it can arrive any more. */
    void cancel(Instant at, long newVersion) {
        Cancellation asked = Objects.requireNonNull(cancellation);
        cancellation = null;
        become(OrderStatus.CANCELLED, at, asked.by(), asked.reason(), newVersion);
    }

    /** number-service refused: the order goes on as it was. */
    void goOn(Instant at, @Nullable String why, long newVersion) {
        cancellation = null;
        version = newVersion;
        note("cancellationRefused", at, SYSTEM, why);
    }

    /** The tenant's consent has ended, and with it every order under it. */
    void endWithConsent(Instant at, String reason, long newVersion) {
        cancellation = null;
        become(OrderStatus.CANCELLED, at, SYSTEM, reason, newVersion);
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
        become(next, at, by, reason, portingDate, newVersion);
    }

    private void become(
            OrderStatus next,
            Instant at,
            String by,
            @Nullable String reason,
            @Nullable LocalDate portingDateBefore,
            long newVersion) {
        requireTransition(next);
        OrderStatus before = status;
        status = next;
        version = newVersion;
        steps.add(new OrderStep(next, at, by, reason));
        newHistory.add(
                new OrderHistoryEntry(at, next.wire(), by, reason, before, next, portingDateBefore, portingDate));
    }

    private void requireTransition(OrderStatus next) {
        if (cancellation != null) {
            throw new ProblemException(
                    OrderProblem.ORDER_BEING_CANCELLED,
                    "The order is being cancelled. Follow it under /operations/" + cancellation.cancellationId()
                            + "; should that be refused, try again.");
        }
        if (!status.canBecome(next)) {
            throw new ProblemException(
                    OrderProblem.ORDER_STATE,
                    "The order is %s and cannot become %s. Read it to see what it can do."
                            .formatted(status.wire(), next.wire()));
        }
    }

    private void note(String action, Instant at, String by, @Nullable String reason) {
        newHistory.add(new OrderHistoryEntry(at, action, by, reason, status, status, portingDate, portingDate));
    }

    /** History that the database does not have yet. */
    List<OrderHistoryEntry> newHistory() {
        return List.copyOf(newHistory);
    }

    @Nullable
    Cancellation cancellation() {
        return cancellation;
    }

    /** When its numbers are to be ported, as it is known now. */
    @Nullable
    LocalDate portingDate() {
        return portingDate;
    }

    /** Whether numbers may be uploaded for it now: those of a tenant's Calling Plan only once they are ported. */
    public boolean takesUploads() {
        return cancellation == null && status.takesUploads() && !mustBePorted();
    }

    private boolean mustBePorted() {
        return terms.type() == OrderType.MOVE_FROM_CALLING_PLAN && status == OrderStatus.ACCEPTED;
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
        newHistory.clear();
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
