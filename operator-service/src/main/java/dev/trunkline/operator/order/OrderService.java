package dev.trunkline.operator.order;

import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.consent.Consent;
import dev.trunkline.operator.consent.ConsentGuard;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.database.Digests;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.operator.directory.SettingsStore;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes orders and leads them through their states. */
@ApplicationScoped
class OrderService {

    private final RequestDatabase database;
    private final OrderStore store;
    private final OrderHistoryStore history;
    private final Outbox outbox;
    private final ConsentGuard consents;
    private final SettingsStore settings;
    private final BusinessClock clock;
    private final Caller caller;

    OrderService(
            RequestDatabase database,
            OrderStore store,
            OrderHistoryStore history,
            Outbox outbox,
            ConsentGuard consents,
            SettingsStore settings,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.store = store;
        this.history = history;
        this.outbox = outbox;
        this.consents = consents;
        this.settings = settings;
        this.clock = clock;
        this.caller = caller;
    }

    /** What placing an order came to. */
    record Placed(OrderView view, boolean created) {}

    /** Places an order; one with the same customer reference and the same content is the same order. */
    @Transactional
    Placed place(UUID operatorId, PlaceOrderRequest request) {
        byte[] digest = Digests.sha256(Columns.jsonText(request));
        return database.call(connection -> {
            Optional<Order> earlier = earlier(connection, operatorId, request, digest);
            if (earlier.isPresent()) {
                return new Placed(OrderView.of(earlier.get()), false);
            }
            OperatorSettings operator =
                    settings.find(connection, operatorId).orElseThrow(OrderProblem::operatorNotRegistered);
            Consent consent = consents.holdActive(connection, operatorId, request.tenantId(), operator);
            OrderCheck.requireAcceptable(
                    request, consent, operator.offers(), LocalDate.ofInstant(clock.now(), ZoneOffset.UTC));
            Order order = Order.submit(
                    terms(operatorId, request, consent, clock.now()), caller.subject(), clock.nextRevision(0));
            if (store.insert(connection, order, digest)) {
                PortingNews.of(order).forEach(outbox::append);
                return new Placed(OrderView.of(order), true);
            }
            // Somebody placed an order of this reference at the same moment, and has committed.
            return earlier(connection, operatorId, request, digest)
                    .map(first -> new Placed(OrderView.of(first), false))
                    .orElseThrow(OrderProblem::referenceTaken);
        });
    }

    @Transactional
    OrderView accept(UUID operatorId, UUID orderId, @Nullable String ifMatch, @Nullable String reason) {
        return change(
                operatorId,
                orderId,
                ifMatch,
                (connection, order) ->
                        order.accept(clock.now(), caller.subject(), reason, clock.nextRevision(order.version())));
    }

    @Transactional
    OrderView reject(UUID operatorId, UUID orderId, @Nullable String ifMatch, @Nullable String reason) {
        return change(
                operatorId,
                orderId,
                ifMatch,
                (connection, order) ->
                        order.reject(clock.now(), caller.subject(), reason, clock.nextRevision(order.version())));
    }

    @Transactional
    OrderView startPorting(
            UUID operatorId,
            UUID orderId,
            @Nullable String ifMatch,
            @Nullable String reason,
            @Nullable LocalDate date) {
        return change(
                operatorId,
                orderId,
                ifMatch,
                (connection, order) -> order.startPorting(
                        clock.now(), caller.subject(), reason, date, clock.nextRevision(order.version())));
    }

    @Transactional
    OrderView markPorted(UUID operatorId, UUID orderId, @Nullable String ifMatch, @Nullable String reason) {
        return change(
                operatorId,
                orderId,
                ifMatch,
                (connection, order) ->
                        order.markPorted(clock.now(), caller.subject(), reason, clock.nextRevision(order.version())));
    }

    /** Closes the order short, unless numbers of it are still on their way. */
    @Transactional
    OrderView complete(UUID operatorId, UUID orderId, @Nullable String ifMatch, @Nullable String reason) {
        return change(operatorId, orderId, ifMatch, (connection, order) -> {
            if (order.status().canBecome(OrderStatus.COMPLETED) && hasUploadUnderWay(connection, orderId)) {
                throw new ProblemException(
                        OrderProblem.ORDER_UPLOADS_RUNNING,
                        "An upload of this order is still running. Wait until it is completed, then close the order.");
            }
            order.complete(clock.now(), caller.subject(), reason, clock.nextRevision(order.version()));
        });
    }

    @Transactional
    OrderView get(UUID operatorId, UUID orderId) {
        return database.call(connection -> {
            Order order = store.find(connection, operatorId, orderId).orElseThrow(OrderProblem::orderNotFound);
            return OrderView.of(order, OrderLineStore.missingNumbers(connection, operatorId, orderId));
        });
    }

    @Transactional
    Page<OrderView> list(UUID operatorId, OrderStore.Filter filter, PageRequest page) {
        List<Order> orders = database.call(
                connection -> store.list(connection, operatorId, filter, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(orders, page, order -> order.terms().orderId().toString(), OrderView::of);
    }

    @Transactional
    Page<OrderHistoryItemView> history(UUID operatorId, UUID orderId, PageRequest page) {
        Long after = PageKeys.number(page);
        List<OrderHistoryItemView> items = database.call(connection -> {
            if (store.find(connection, operatorId, orderId).isEmpty()) {
                throw OrderProblem.orderNotFound();
            }
            return history.list(connection, operatorId, orderId, after == null ? 0 : after, page.limit() + 1);
        });
        return Page.of(items, page, item -> Integer.toString(item.entry()), item -> item);
    }

    private interface Change {
        void on(Connection connection, Order order) throws SQLException;
    }

    private OrderView change(UUID operatorId, UUID orderId, @Nullable String ifMatch, Change change) {
        return database.call(connection -> {
            Order order = store.lock(connection, operatorId, orderId).orElseThrow(OrderProblem::orderNotFound);
            if (ifMatch != null) {
                EntityTags.requireMatch(ifMatch, order.version());
            }
            change.on(connection, order);
            store.save(connection, order);
            PortingNews.of(order).forEach(outbox::append);
            return OrderView.of(order);
        });
    }

    private Optional<Order> earlier(Connection connection, UUID operatorId, PlaceOrderRequest request, byte[] digest)
            throws SQLException {
        String reference = request.customerReference();
        if (reference == null) {
            return Optional.empty();
        }
        Optional<OrderStore.Referenced> first = store.findByReference(connection, operatorId, reference);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(first.get().digest(), digest)) {
            throw OrderProblem.referenceTaken();
        }
        return store.find(connection, operatorId, first.get().orderId());
    }

    private static boolean hasUploadUnderWay(Connection connection, UUID orderId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select exists (select 1 from uploads where order_id = ? and status in ('validating', 'delivering'))")) {
            statement.setObject(1, orderId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Order.Terms terms(UUID operatorId, PlaceOrderRequest request, Consent consent, Instant now) {
        List<OrderLine> lines = new ArrayList<>();
        for (PlaceOrderRequest.Line line : request.lines()) {
            int quantity = line.telephoneNumbers() != null
                    ? line.telephoneNumbers().size()
                    : line.quantity() == null ? 0 : line.quantity();
            lines.add(new OrderLine(
                    lines.size() + 1,
                    line.country(),
                    line.usage(),
                    quantity,
                    line.telephoneNumbers(),
                    0,
                    consent.epochOf(line.country())));
        }
        return new Order.Terms(
                Ids.next(),
                operatorId,
                request.tenantId(),
                request.type(),
                consent.epoch(),
                lines,
                request.customerReference(),
                request.requestedDate(),
                request.portingDate(),
                now);
    }
}
