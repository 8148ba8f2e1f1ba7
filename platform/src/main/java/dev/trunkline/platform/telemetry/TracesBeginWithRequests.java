package dev.trunkline.platform.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * A trace begins where a request comes in, and with a set of events of which one is recorded. Statements that follow from nothing, those
 * of the relay's and the jobs' own rounds, would each be a trace of one span, many in a second. Whatever has a parent is as the parent is.
 */
final class TracesBeginWithRequests implements Sampler {

    private final Sampler configured;

    /** @param configured decides of requests */
    TracesBeginWithRequests(Sampler configured) {
        this.configured = configured;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        if (Span.fromContext(parent).getSpanContext().isValid() || kind == SpanKind.SERVER) {
            return configured.shouldSample(parent, traceId, name, kind, attributes, links);
        }
        boolean recorded = links.stream().anyMatch(link -> link.getSpanContext().isSampled());
        return recorded ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "TracesBeginWithRequests{" + configured.getDescription() + "}";
    }
}
