package dev.trunkline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.platform.event.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TracesBeginWithRequestsTest {

    private static final SpanContext RECORDED =
            TraceContext.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final SpanContext NOT_RECORDED =
            TraceContext.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(new TracesBeginWithRequests(Sampler.parentBased(Sampler.alwaysOn())))
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aRequestBeginsATrace() {
        assertThat(isRecorded(SpanKind.SERVER, Context.root())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SpanKind.class,
            names = {"CLIENT", "PRODUCER", "CONSUMER", "INTERNAL"})
    void nothingElseDoes(SpanKind kind) {
        assertThat(isRecorded(kind, Context.root())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SpanKind.class)
    void whatHasAParentIsAsItsParentIs(SpanKind kind) {
        assertThat(isRecorded(kind, TraceContext.within(RECORDED))).isTrue();
        assertThat(isRecorded(kind, TraceContext.within(NOT_RECORDED))).isFalse();
    }

    @Test
    void aSetOfEventsIsRecordedWhenOneOfThemIs() {
        assertThat(tracer.spanBuilder("process")
                        .setNoParent()
                        .setSpanKind(SpanKind.CONSUMER)
                        .addLink(NOT_RECORDED)
                        .addLink(RECORDED)
                        .startSpan()
                        .isRecording())
                .isTrue();
        assertThat(tracer.spanBuilder("process")
                        .setNoParent()
                        .setSpanKind(SpanKind.CONSUMER)
                        .addLink(NOT_RECORDED)
                        .startSpan()
                        .isRecording())
                .isFalse();
    }

    private boolean isRecorded(SpanKind kind, Context parent) {
        Span span =
                tracer.spanBuilder("any").setSpanKind(kind).setParent(parent).startSpan();
        return span.isRecording();
    }
}
