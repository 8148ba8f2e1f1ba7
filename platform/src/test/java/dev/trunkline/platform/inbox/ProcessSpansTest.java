package dev.trunkline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.platform.event.TraceContext;
import dev.trunkline.platform.testing.SpanCapture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final SpanCapture capture = new SpanCapture();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(capture)
            .build();
    private final InboxTracing tracing = new InboxTracing(provider.get("test"), "number-service");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void goesOnFromWhatWasSent() {
        InboundEvent event = event(recorded(TRACE, 1));

        String current = apply(List.of(event)).get(0).traceparent();

        assertThat(capture.spans()).hasSize(1);
        SpanData span = capture.spans().get(0);
        assertThat(span.getName()).isEqualTo("process " + event.type().topic().topicName());
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(spanId(1));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("messaging.system"), "kafka")
                .containsEntry(AttributeKey.stringKey("messaging.consumer.group.name"), "number-service")
                .containsEntry(
                        AttributeKey.stringKey("cloudevents.event_id"),
                        event.id().toString());
        assertThat(current).isEqualTo(TraceContext.written(span.getSpanContext()));
    }

    @Test
    void oneTraceIsOneSpanHoweverManyEventsItHas() {
        List<InboundEvent> events = new ArrayList<>();
        for (int each = 1; each <= 20; each++) {
            events.add(event(recorded(TRACE, each)));
        }

        List<InboundEvent> within = apply(events);

        assertThat(capture.spans()).hasSize(1);
        SpanData span = capture.spans().get(0);
        assertThat(span.getParentSpanId()).isEqualTo(spanId(1));
        assertThat(span.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .hasSize(19)
                .doesNotContain(spanId(1))
                .contains(spanId(20));
        assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(20);
        assertThat(within)
                .extracting(InboundEvent::traceparent)
                .containsOnly(TraceContext.written(span.getSpanContext()));
    }

    @Test
    void whereTracesMeetEachGoesOnAndTheSetIsLinkedToAll() {
        InboundEvent one = event(recorded(TRACE, 1));
        InboundEvent other = event(recorded(OTHER_TRACE, 2));
        InboundEvent unknown = event(null);

        List<InboundEvent> within = apply(List.of(one, other, unknown));

        assertThat(capture.spans()).hasSize(3);
        SpanData first = capture.ofTrace(TRACE).get(0);
        SpanData second = capture.ofTrace(OTHER_TRACE).get(0);
        SpanData set = capture.spans().stream()
                .filter(span -> !span.equals(first) && !span.equals(second))
                .findFirst()
                .orElseThrow();
        assertThat(first.getParentSpanId()).isEqualTo(spanId(1));
        assertThat(second.getParentSpanId()).isEqualTo(spanId(2));
        assertThat(set.getParentSpanContext().isValid()).isFalse();
        assertThat(set.getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(first.getSpanContext(), second.getSpanContext());
        assertThat(within)
                .extracting(InboundEvent::traceparent)
                .containsExactly(
                        TraceContext.written(first.getSpanContext()),
                        TraceContext.written(second.getSpanContext()),
                        null);
    }

    @Test
    void aTraceThatNobodyRecordsIsPassedOnWithoutASpan() {
        String traceparent = "00-" + TRACE + "-" + spanId(1) + "-00";

        List<InboundEvent> within = apply(List.of(event(traceparent), event(traceparent)));

        assertThat(capture.spans()).isEmpty();
        assertThat(within).extracting(InboundEvent::traceparent).containsOnly(traceparent);
    }

    @Test
    void whatFailedIsMarked() {
        try (ProcessSpans spans = tracing.begin(List.of(event(recorded(TRACE, 1))))) {
            assertThat(spans.events()).hasSize(1);
        }

        assertThat(capture.spans())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    private List<InboundEvent> apply(List<InboundEvent> events) {
        try (ProcessSpans spans = tracing.begin(events)) {
            spans.applied();
            return spans.events();
        }
    }

    private static InboundEvent event(@Nullable String traceparent) {
        TenantChanged payload = new TenantChanged(UUID.randomUUID(), 7, "Contoso", CoexistenceMode.TEAMS_ONLY);
        return new InboundEvent(
                UUID.randomUUID(),
                EventType.TENANT_CHANGED,
                payload.recordKey(),
                payload.tenantId(),
                payload.revision(),
                Instant.EPOCH,
                null,
                traceparent,
                payload);
    }

    private static String recorded(String trace, int span) {
        return "00-" + trace + "-" + spanId(span) + "-01";
    }

    private static String spanId(int span) {
        return "%016x".formatted(span);
    }
}
