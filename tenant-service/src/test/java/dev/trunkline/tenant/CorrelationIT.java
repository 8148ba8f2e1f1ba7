package dev.trunkline.tenant;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class CorrelationIT {

    @Inject
    Spans spans;

    @Test
    void namesTheRequestInTheEventsThatFollowFromIt() {
        UUID tenant = Ids.next();

        asTenant(tenant)
                .header("X-Correlation-Id", "request-4711")
                .contentType("application/json")
                .body(Map.of("displayName", "Contoso", "coexistenceMode", "islands"))
                .put("/v1/tenants/" + tenant)
                .then()
                .statusCode(201);

        ConsumerRecord<String, byte[]> told = await().atMost(World.PATIENCE)
                .until(() -> recordsOf(tenant), records -> !records.isEmpty())
                .get(0);
        assertThat(new String(told.headers().lastHeader("ce_correlationid").value(), UTF_8))
                .isEqualTo("request-4711");
    }

    @Test
    void goesOnWithTheTraceOfTheRequestInTheEventsThatFollowFromIt() {
        UUID tenant = Ids.next();
        String trace = tenant.toString().replace("-", "");

        asTenant(tenant)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType("application/json")
                .body(Map.of("displayName", "Contoso", "coexistenceMode", "islands"))
                .put("/v1/tenants/" + tenant)
                .then()
                .statusCode(201);

        ConsumerRecord<String, byte[]> told = await().atMost(World.PATIENCE)
                .until(() -> recordsOf(tenant), records -> !records.isEmpty())
                .get(0);
        SpanData sent = await().atMost(World.PATIENCE)
                .until(() -> of(trace, SpanKind.PRODUCER), spans -> !spans.isEmpty())
                .get(0);
        SpanData request = of(trace, SpanKind.SERVER).get(0);
        assertThat(request.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(new String(told.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo("00-" + trace + "-" + sent.getSpanId() + "-01");
        assertThat(of(trace, SpanKind.CLIENT)).as("statements").isNotEmpty().allSatisfy(span -> assertThat(
                        span.getParentSpanId())
                .isEqualTo(request.getSpanId()));
    }

    private List<SpanData> of(String trace, SpanKind kind) {
        return spans.ofTrace(trace).stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> recordsOf(UUID tenant) {
        return Kafka.everything(Topic.TENANTS).stream()
                .filter(told -> tenant.toString().equals(told.key()))
                .toList();
    }
}
