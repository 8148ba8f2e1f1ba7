package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.acceptance.SpanCollector.Collected;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Portal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A portal sends an upload, and has recorded what comes of it. */
final class TracedUpload {

    private static final String PORTALS_SPAN = "00f067aa0ba902b7";

    private final StackAddresses stack;
    private final SpanCollector collector;

    TracedUpload(StackAddresses stack, SpanCollector collector) {
        this.stack = stack;
        this.collector = collector;
    }

    /** From the request through Kafka to the last row of each service, every span hangs on another one of the same trace. */
    void isOneTrace(List<String> numbers) throws IOException, InterruptedException {
        Relationship relationship = Relationship.in(stack);
        String order = relationship.order(numbers.size());
        String trace = UUID.randomUUID().toString().replace("-", "");

        int status = upload(relationship, order, numbers, "00-" + trace + "-" + PORTALS_SPAN + "-01");

        assertThat(status).isEqualTo(202);
        patiently().untilAsserted(() -> assertThat(collector.ofTrace(trace))
                .anyMatch(span -> is(span, "operator-service", "POST "))
                .anyMatch(span -> is(span, "operator-service", "send trunkline.deliveries"))
                .anyMatch(span -> is(span, "number-service", "process trunkline.deliveries"))
                .anyMatch(span -> is(span, "number-service", "INSERT number.phone_number"))
                .anyMatch(span -> is(span, "number-service", "send trunkline.numbers"))
                .anyMatch(span -> is(span, "number-service", "send trunkline.delivery-results"))
                .anyMatch(span -> is(span, "operator-service", "process trunkline.delivery-results"))
                .anyMatch(span -> is(span, "operator-service", "process trunkline.numbers"))
                .anyMatch(span -> is(span, "operator-service", "INSERT operator.numbers"))
                .anyMatch(span -> is(span, "tenant-service", "process trunkline.numbers"))
                .anyMatch(span -> is(span, "tenant-service", "UPDATE tenant.user_number")));
        patiently().untilAsserted(() -> hangTogether(collector.ofTrace(trace)));
        assertThat(collector.ofTrace(trace)).extracting(Collected::text).noneMatch(text -> numbers.stream()
                .anyMatch(number -> text.contains(number.substring(1))));
    }

    private static void hangTogether(List<Collected> spans) {
        Set<String> known = spans.stream().map(Collected::spanId).collect(Collectors.toSet());
        assertThat(spans)
                .filteredOn(span -> !known.contains(span.parentSpanId()))
                .extracting(Collected::parentSpanId)
                .containsExactly(PORTALS_SPAN);
    }

    private int upload(Relationship relationship, String order, List<String> numbers, String traceparent)
            throws IOException, InterruptedException {
        URI uploads = stack.operatorService().resolve(order + "/uploads");
        HttpRequest request = HttpRequest.newBuilder(uploads)
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Authorization", "Bearer " + Portal.token(stack, "operator:" + relationship.operatorId()))
                .header("traceparent", traceparent)
                .POST(BodyPublishers.ofByteArray(Relationship.csv(numbers)))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static boolean is(Collected span, String service, String name) {
        return span.service().equals(service) && span.name().startsWith(name);
    }
}
