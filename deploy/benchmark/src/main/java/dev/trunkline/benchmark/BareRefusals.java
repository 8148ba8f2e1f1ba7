package dev.trunkline.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server, in a process of its own, that answers 429 to whatever it is asked and does nothing else: as many a second at once as the limited
 * service lets in, the others held as that one holds them. What a flood of requests to it takes from whoever else the machine serves, no
 * service can give back: client, kernel and connections take it.
 */
final class BareRefusals implements AutoCloseable {

    private static final byte[] BODY = "{\"type\":\"https://trunkline.dev/problems/too-many-requests\",\"status\":429}"
            .getBytes(StandardCharsets.UTF_8);
    private static final int AT_ONCE_A_SECOND = 100;
    private static final int HELD_MILLIS = 250;
    private static final int HELD_TOGETHER = 16;
    private static final int LONGEST = 8;

    private final Process process;
    private final URI address;

    private BareRefusals(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static BareRefusals start() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-Dsun.net.httpserver.maxIdleConnections=1000",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareRefusals.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (port == null) {
            throw new IOException("The bare server did not start.");
        }
        return new BareRefusals(process, URI.create("http://127.0.0.1:" + port));
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Ends with the process that started it, at the latest. */
    public static void main(String[] arguments) throws IOException {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        Pace pace = new Pace();
        server.createContext("/", exchange -> {
            if (pace.isWithin()) {
                refuse(exchange);
            } else {
                var unused = timer.schedule(
                        () -> {
                            pace.release();
                            refuse(exchange);
                        },
                        pace.hold(),
                        TimeUnit.MILLISECONDS);
            }
        });
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void refuse(HttpExchange exchange) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(429, BODY.length);
            exchange.getResponseBody().write(BODY);
        } catch (IOException clientWentAway) {
            throw new UncheckedIOException(clientWentAway);
        }
    }

    /** Which of the requests come within what is allowed, and how long the others are held: as the services' RefusalDelay does it. */
    private static final class Pace {

        private final AtomicInteger held = new AtomicInteger();
        private long next = System.nanoTime();

        /** Called by the one thread that takes requests in. */
        boolean isWithin() {
            long now = System.nanoTime();
            next = Math.max(next, now - TimeUnit.SECONDS.toNanos(1));
            if (next > now) {
                return false;
            }
            next += TimeUnit.SECONDS.toNanos(1) / AT_ONCE_A_SECOND;
            return true;
        }

        long hold() {
            int times = Math.min(LONGEST, 1 + held.getAndIncrement() / HELD_TOGETHER);
            return Math.round(
                    HELD_MILLIS * times * (0.5 + ThreadLocalRandom.current().nextDouble()));
        }

        void release() {
            held.decrementAndGet();
        }
    }
}
