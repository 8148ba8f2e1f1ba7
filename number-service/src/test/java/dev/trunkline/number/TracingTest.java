package dev.trunkline.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A delivery as one trace: what was sent, how it was applied, each statement, and what is told of it. */
@QuarkusTest
@RealServers
class TracingTest {

    private static final String SENT = "b7ad6b7169203331";
    private static final int NUMBERS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Spans spans;

    @Test
    void aDeliveryIsOneTraceFromTheEventToTheLastStatementAndWhatIsTold() {
        Delivery delivery = deliver("01");

        List<Neighbours.Heard> told = delivery.told();
        List<SpanData> sent = sent(delivery.trace());
        SpanData applied = of(delivery.trace(), SpanKind.CONSUMER).get(0);
        assertThat(applied.getParentSpanId()).isEqualTo(SENT);
        assertThat(applied.getName()).isEqualTo("process " + Topic.DELIVERIES.topicName());
        assertThat(sent).allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(applied.getSpanId()));
        assertThat(told)
                .extracting(each -> each.attributes().traceparent())
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(span -> "00-" + delivery.trace() + "-" + span.getSpanId() + "-01")
                        .toList());
        assertThat(statements(delivery.trace()))
                .anyMatch(statement -> statement.startsWith("insert into phone_number"))
                .anyMatch(statement -> statement.startsWith("insert into number_history"))
                .anyMatch(statement -> statement.startsWith("insert into outbox"));
        assertThat(of(delivery.trace(), SpanKind.CLIENT))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(applied.getSpanId()));
    }

    @Test
    void hasAsManySpansForManyNumbersAsForFew() {
        Delivery delivery = deliver("01");

        sent(delivery.trace());
        assertThat(of(delivery.trace(), SpanKind.CONSUMER)).hasSize(1);
        assertThat(spans.ofTrace(delivery.trace())).hasSizeLessThan(NUMBERS / 10);
    }

    @Test
    void namesNoNumber() {
        Delivery delivery = deliver("01");

        sent(delivery.trace());
        Set<String> numbers = delivery.items().stream()
                .map(item -> item.telephoneNumber().toString().replace("+", ""))
                .collect(Collectors.toSet());
        assertThat(spans.ofTrace(delivery.trace())).extracting(Object::toString).noneMatch(text -> numbers.stream()
                .anyMatch(text::contains));
    }

    @Test
    void whatNobodyRecordsIsPassedOnWithoutSpans() {
        Delivery delivery = deliver("00");

        assertThat(delivery.told())
                .extracting(each -> each.attributes().traceparent())
                .containsOnly(delivery.traceparent());
        assertThat(spans.ofTrace(delivery.trace())).isEmpty();
    }

    @Test
    void theRoundsOfRelayAndJobsAreNoTraces() {
        Delivery delivery = deliver("01");

        // The relay has been round, and its statements would be spans.
        sent(delivery.trace());
        assertThat(spans.spans())
                .filteredOn(span -> !span.getParentSpanContext().isValid())
                .allSatisfy(span -> assertThat(span.getKind()).isIn(SpanKind.SERVER, SpanKind.CONSUMER));
    }

    /** A chunk as operator-service has sent it, and what follows from it. */
    private record Delivery(String traceparent, List<Item> items, UUID cause) {

        String trace() {
            return traceparent.split("-", -1)[1];
        }

        List<Neighbours.Heard> told() {
            return await().atMost(PATIENCE)
                    .until(() -> Neighbours.consequencesOf(cause), consequences -> consequences.size() == 2);
        }
    }

    /** @param flags of the traceparent: 01 is recorded, 00 is not */
    private static Delivery deliver(String flags) {
        World world = World.consenting("US");
        List<Item> items = Stream.generate(() -> World.item(World.nextNumber(), "US"))
                .limit(NUMBERS)
                .toList();
        String traceparent = "00-" + UUID.randomUUID().toString().replace("-", "") + "-" + SENT + "-" + flags;
        return new Delivery(traceparent, items, Neighbours.say(world.chunk(items), "request-4711", traceparent));
    }

    private List<SpanData> sent(String trace) {
        return await().atMost(PATIENCE).until(() -> of(trace, SpanKind.PRODUCER), producers -> producers.size() == 2);
    }

    private List<SpanData> of(String trace, SpanKind kind) {
        return spans.ofTrace(trace).stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private List<String> statements(String trace) {
        return of(trace, SpanKind.CLIENT).stream()
                .map(span -> span.getAttributes().get(AttributeKey.stringKey("db.statement")))
                .filter(statement -> statement != null)
                .map(statement -> statement.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .toList();
    }
}
