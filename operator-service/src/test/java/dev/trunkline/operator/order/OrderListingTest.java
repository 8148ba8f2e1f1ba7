package dev.trunkline.operator.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a list of orders costs does not grow with the number of orders: it reads along an index and stops at the end of the page. Where one
 * order in ten matches, the planner may find it cheaper to step over the others than to jump; that is bounded too.
 */
@QuarkusTest
class OrderListingTest extends OperatorServiceTest {

    private static final int ORDERS = 100_000;
    private static final int PAGE = 501;
    private static final int STEPPED_OVER = 12;

    /** One order in ten is of this tenant, one in a thousand is still submitted, and those are the last ones. */
    private static final String FILL =
            """
            insert into orders (order_id, operator_id, tenant_id, type, status, enablement_epoch, customer_reference,
                request_digest, created_at, version)
            select lpad(to_hex(n), 32, '0')::uuid, ?, case when n %% 10 = 0 then ? else gen_random_uuid() end,
                   'new', case when n > %d then 'submitted' else 'completed' end, 1, 'PO-' || n, '\\x00', now(), 1
            from generate_series(1, %d) n
            """
                    .formatted(ORDERS - ORDERS / 1_000, ORDERS);

    private final UUID operatorId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();

    @Test
    void readsAPageOfAHundredThousandOrdersAlongAnIndex() throws IOException, SQLException {
        // Given: orders that nobody else sees, gone when the connection is closed
        try (Connection connection = TestData.superuser()) {
            connection.setAutoCommit(false);
            try (PreparedStatement fill = connection.prepareStatement(FILL);
                    Statement analyze = connection.createStatement()) {
                fill.setObject(1, operatorId);
                fill.setObject(2, tenantId);
                fill.executeUpdate();
                analyze.execute("analyze orders");
            }
            for (UUID of : Arrays.asList(null, tenantId)) {
                for (OrderStatus status : Arrays.asList(null, OrderStatus.SUBMITTED, OrderStatus.COMPLETED)) {
                    for (UUID after : Arrays.asList(null, new UUID(0, ORDERS / 2))) {
                        OrderStore.Filter filter = new OrderStore.Filter(of, status, null);

                        // When
                        JsonNode plan = explain(connection, filter, after);

                        // Then
                        assertThat(rowsTouched(plan))
                                .as("%s after %s: %s", filter, after, plan)
                                .isLessThanOrEqualTo(STEPPED_OVER * PAGE);
                        assertThat(plan.toString()).doesNotContain("Sort").doesNotContain("Seq Scan");
                    }
                }
            }
            assertThat(rowsTouched(explain(connection, new OrderStore.Filter(null, null, "PO-77777"), null)))
                    .isEqualTo(1);
            connection.rollback();
        }
    }

    private JsonNode explain(Connection connection, OrderStore.Filter filter, UUID after)
            throws IOException, SQLException {
        List<Object> parameters = new ArrayList<>(List.of(operatorId));
        Optional.ofNullable(filter.tenantId()).ifPresent(parameters::add);
        Optional.ofNullable(filter.status()).map(OrderStatus::wire).ifPresent(parameters::add);
        Optional.ofNullable(filter.customerReference()).ifPresent(parameters::add);
        Optional.ofNullable(after).ifPresent(parameters::add);
        parameters.add(PAGE);
        try (PreparedStatement explain = connection.prepareStatement(
                "explain (analyze, format json) " + OrderStore.listing(filter, after != null))) {
            for (int i = 0; i < parameters.size(); i++) {
                explain.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                return new ObjectMapper().readTree(row.getString(1)).get(0).get("Plan");
            }
        }
    }

    /** What the scans at the bottom returned or threw away. */
    private static long rowsTouched(JsonNode plan) {
        long rows = 0;
        for (JsonNode below : plan.path("Plans")) {
            rows += rowsTouched(below);
        }
        return plan.has("Plans")
                ? rows
                : plan.path("Actual Rows").asLong()
                        + plan.path("Rows Removed by Filter").asLong();
    }
}
