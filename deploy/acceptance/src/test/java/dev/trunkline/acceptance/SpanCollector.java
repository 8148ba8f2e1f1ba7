package dev.trunkline.acceptance;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector of OpenTelemetry does, by OTLP over HTTP, and reads of them what tells how they hang together. */
final class SpanCollector implements AutoCloseable {

    /** Field numbers of opentelemetry-proto, for good since its first stable version. */
    private static final int RESOURCE_SPANS = 1;

    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int ATTRIBUTES_OF_RESOURCE = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int TEXT = 1;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;

    private final HttpServer server;
    private final Queue<Collected> spans = new ConcurrentLinkedQueue<>();

    /** A span and the service that reported it. */
    record Collected(String service, String traceId, String spanId, String parentSpanId, String name, String text) {}

    SpanCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** What a service is told to report here, and nothing but what a caller wants to have recorded. */
    String[] options() {
        return new String[] {
            "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:"
                    + server.getAddress().getPort(),
            "-Dquarkus.otel.exporter.otlp.protocol=http/protobuf",
            "-Dquarkus.otel.traces.sampler.arg=0",
            "-Dquarkus.otel.bsp.schedule.delay=200ms"
        };
    }

    List<Collected> ofTrace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            for (UnknownFieldSet ofService : messages(UnknownFieldSet.parseFrom(body), RESOURCE_SPANS)) {
                String service = service(ofService);
                for (UnknownFieldSet ofScope : messages(ofService, SCOPE_SPANS)) {
                    messages(ofScope, SPANS).forEach(span -> spans.add(read(service, span)));
                }
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static String service(UnknownFieldSet ofService) throws IOException {
        for (UnknownFieldSet resource : messages(ofService, RESOURCE)) {
            for (UnknownFieldSet attribute : messages(resource, ATTRIBUTES_OF_RESOURCE)) {
                if (text(attribute, KEY).equals("service.name")) {
                    return text(messages(attribute, VALUE).get(0), TEXT);
                }
            }
        }
        return "";
    }

    private static Collected read(String service, UnknownFieldSet span) {
        return new Collected(
                service,
                hex(span, TRACE_ID),
                hex(span, SPAN_ID),
                hex(span, PARENT_SPAN_ID),
                text(span, NAME),
                new String(span.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) throws IOException {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        List<UnknownFieldSet> messages = new ArrayList<>(values.size());
        for (ByteString value : values) {
            messages.add(UnknownFieldSet.parseFrom(value));
        }
        return messages;
    }

    private static String text(UnknownFieldSet message, int field) {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : values.get(0).toStringUtf8();
    }

    private static String hex(UnknownFieldSet message, int field) {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : HexFormat.of().formatHex(values.get(0).toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
