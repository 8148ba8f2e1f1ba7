package dev.trunkline.number.move;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.OrderPortingChanged;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keeps how far orders have brought numbers: the highest version of each order, for moves that run and for those that begin later. */
@ApplicationScoped
class OrderPortingEventsHandler implements EventsHandler {

    private static final String UPSERT =
            """
            insert into porting_number as present (order_id, number, tenant_id, operator_id, order_version, stage)
            select ?, n, ?, ?, ?, ?
              from unnest(?) as numbers(n)
             order by n
            on conflict (order_id, number) do update
               set order_version = excluded.order_version, stage = excluded.stage
             where present.order_version < excluded.order_version
            """;

    private final MoveStore moves;
    private final MoveProgress progress;

    OrderPortingEventsHandler(MoveStore moves, MoveProgress progress) {
        this.moves = moves;
        this.progress = progress;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ORDER_PORTING_CHANGED);
    }

    /** After the deliveries of the same batch, which pass the gate before anything else is locked. */
    @Override
    public int order() {
        return 110;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        Set<UUID> tenants = events.stream()
                .map(event -> Objects.requireNonNull(event.payload().tenantId()))
                .collect(Collectors.toCollection(TreeSet::new));
        for (UUID tenant : tenants) {
            moves.takeTurn(connection, tenant);
        }
        Set<TenantNumber> keys = new HashSet<>();
        for (InboundEvent event : events) {
            OrderPortingChanged change = event.payloadAs(OrderPortingChanged.class);
            upsert(connection, change);
            change.telephoneNumbers().forEach(number -> keys.add(new TenantNumber(change.tenantId(), number)));
        }
        progress.bringOn(connection, keys);
    }

    private static void upsert(Connection connection, OrderPortingChanged change) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setObject(1, change.orderId());
            upsert.setObject(2, change.tenantId());
            upsert.setObject(3, change.operatorId());
            upsert.setLong(4, change.orderVersion());
            upsert.setString(5, change.stage().wire());
            upsert.setArray(
                    6,
                    connection.createArrayOf(
                            "bigint",
                            change.telephoneNumbers().stream()
                                    .map(number -> number.digits())
                                    .distinct()
                                    .toArray(Long[]::new)));
            upsert.executeUpdate();
        }
    }
}
