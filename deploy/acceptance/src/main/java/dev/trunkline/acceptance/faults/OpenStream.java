package dev.trunkline.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream of server-sent events that somebody listens to.
 *
 * @param path of the stream; empty for a service that has none at hand
 * @param token of whoever may listen
 */
record OpenStream(String path, String token) {

    private static final int PATIENCE_SECONDS = 15;

    /** Listens at one replica. */
    Reader open(URI replica) {
        return new Reader(replica);
    }

    /** Reads until the stream ends. */
    final class Reader implements AutoCloseable {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final Thread thread;

        private Reader(URI replica) {
            thread = new Thread(() -> end.complete(path.isEmpty() ? "" : listen(replica)), "stream");
            thread.setDaemon(true);
            thread.start();
        }

        private String listen(URI replica) {
            HttpRequest request = HttpRequest.newBuilder(replica.resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream")
                    .build();
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            try {
                HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    begun.countDown();
                    int read = body.read();
                    while (read >= 0) {
                        read = body.read();
                    }
                }
                return response.statusCode() == 200 ? "" : "answered " + response.statusCode();
            } catch (IOException e) {
                return e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            } finally {
                begun.countDown();
            }
        }

        void awaitFirstByte() throws InterruptedException {
            if (!path.isEmpty() && !begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The stream " + path + " does not begin");
            }
        }

        /** Why it did not end as a stream should; empty when it did. */
        String failure() throws InterruptedException {
            try {
                return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                return "it has not ended";
            } catch (ExecutionException e) {
                return String.valueOf(e.getCause());
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
