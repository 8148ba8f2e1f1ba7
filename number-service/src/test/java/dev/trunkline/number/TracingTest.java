package dev.trunkline.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
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

    @Inject
    Spans spans;

    @Test
    void aDeliveryIsOneTraceFromTheEventToTheLastStatementAndWhatIsTold() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(someItems());
        String trace = UUID.randomUUID().toString().replace("-", "");

        UUID cause = Neighbours.say(chunk, "request-4711", "00-" + trace + "-" + SENT + "-01");

        List<Neighbours.Heard> told = await().atMost(Duration.ofSeconds(20))
                .until(() -> Neighbours.consequencesOf(cause), consequences -> consequences.size() == 2);
        List<SpanData> sent = await().atMost(Duration.ofSeconds(20))
                .until(() -> of(trace, SpanKind.PRODUCER), producers -> producers.size() == 2);
        SpanData applied = of(trace, SpanKind.CONSUMER).get(0);
        assertThat(applied.getParentSpanId()).isEqualTo(SENT);
        assertThat(applied.getName()).isEqualTo("process " + Topic.DELIVERIES.topicName());
        assertThat(sent).allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(applied.getSpanId()));
        assertThat(told)
                .extracting(each -> each.attributes().traceparent())
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(span -> "00-" + trace + "-" + span.getSpanId() + "-01")
                        .toList());
        assertThat(statements(trace))
                .anyMatch(statement -> statement.startsWith("insert into phone_number"))
                .anyMatch(statement -> statement.startsWith("insert into number_history"))
                .anyMatch(statement -> statement.startsWith("insert into outbox"));
        assertThat(of(trace, SpanKind.CLIENT))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(applied.getSpanId()));
    }

    @Test
    void hasAsManySpansForManyNumbersAsForFew() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(someItems());
        String trace = UUID.randomUUID().toString().replace("-", "");

        Neighbours.say(chunk, "request-4711", "00-" + trace + "-" + SENT + "-01");

        World.answerTo(chunk);
        await().atMost(Duration.ofSeconds(20)).until(() -> of(trace, SpanKind.PRODUCER), each -> each.size() == 2);
        assertThat(of(trace, SpanKind.CONSUMER)).hasSize(1);
        assertThat(spans.ofTrace(trace)).hasSizeLessThan(NUMBERS / 10);
    }

    @Test
    void namesNoNumber() {
        World world = World.consenting("US");
        List<Item> items = someItems();
        UploadChunkSubmitted chunk = world.chunk(items);
        String trace = UUID.randomUUID().toString().replace("-", "");

        Neighbours.say(chunk, "request-4711", "00-" + trace + "-" + SENT + "-01");

        World.answerTo(chunk);
        await().atMost(Duration.ofSeconds(20)).until(() -> of(trace, SpanKind.PRODUCER), each -> each.size() == 2);
        Set<String> numbers = items.stream()
                .map(item -> item.telephoneNumber().toString().replace("+", ""))
                .collect(Collectors.toSet());
        assertThat(spans.ofTrace(trace)).extracting(Object::toString).noneMatch(text -> numbers.stream()
                .anyMatch(text::contains));
    }

    @Test
    void whatNobodyRecordsIsPassedOnWithoutSpans() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(someItems());
        String trace = UUID.randomUUID().toString().replace("-", "");
        String traceparent = "00-" + trace + "-" + SENT + "-00";

        UUID cause = Neighbours.say(chunk, "request-4711", traceparent);

        List<Neighbours.Heard> told = await().atMost(Duration.ofSeconds(20))
                .until(() -> Neighbours.consequencesOf(cause), consequences -> consequences.size() == 2);
        assertThat(told).extracting(each -> each.attributes().traceparent()).containsOnly(traceparent);
        assertThat(spans.ofTrace(trace)).isEmpty();
    }

    @Test
    void theRoundsOfRelayAndJobsAreNoTraces() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(someItems());
        String trace = UUID.randomUUID().toString().replace("-", "");

        Neighbours.say(chunk, "request-4711", "00-" + trace + "-" + SENT + "-01");

        // The relay has been round, and its statements would be spans.
        World.answerTo(chunk);
        await().atMost(Duration.ofSeconds(20)).until(() -> of(trace, SpanKind.PRODUCER), each -> each.size() == 2);
        assertThat(spans.spans())
                .filteredOn(span -> !span.getParentSpanContext().isValid())
                .allSatisfy(span -> assertThat(span.getKind()).isIn(SpanKind.SERVER, SpanKind.CONSUMER));
    }

    private static List<Item> someItems() {
        return Stream.generate(() -> World.item(World.nextNumber(), "US"))
                .limit(NUMBERS)
                .toList();
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
