package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks that refuses now and then, and remembers which entries of the feed came. */
final class Hook implements AutoCloseable {

    private static final int REFUSES_EACH = 7;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger requests = new AtomicInteger();
    /** By path, so by operator. */
    private final Map<String, Set<Long>> received = new ConcurrentHashMap<>();

    Hook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    URI address(Object operator) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + operator);
    }

    /** The positions in the feed of an operator that came and were accepted. */
    Set<Long> received(Object operator) {
        return received.getOrDefault("/" + operator, Set.of());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean refused = requests.incrementAndGet() % REFUSES_EACH == 0;
            if (!refused) {
                JsonNode event = Evidence.parse(body);
                received.computeIfAbsent(exchange.getRequestURI().getPath(), path -> ConcurrentHashMap.newKeySet())
                        .add(event.path("position").asLong());
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
