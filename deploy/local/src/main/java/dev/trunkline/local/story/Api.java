package dev.trunkline.local.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One service as one party sees it. Bodies are anything that Jackson writes. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final String service;
    private final URI address;
    private final String token;

    Api(HttpClient client, String service, URI address, String token) {
        this.client = client;
        this.service = service;
        this.address = address;
        this.token = token;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** All entries of a list, page by page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String page = path;
        while (true) {
            Answer answer = get(page);
            if (answer.status() != 200) {
                throw new StoryException(
                        service + " answers " + answer.status() + " to GET " + page + ": " + answer.text("/detail"));
            }
            items.addAll(answer.items());
            String next = answer.text("/nextPageToken");
            if (next.isEmpty()) {
                return items;
            }
            page = path + separator + "pageToken=" + next;
        }
    }

    /** Creates, or changes without saying which state is meant. */
    public Answer put(String path, Object body) {
        return put(path, body, null);
    }

    /** @param etag the state that the change is meant for; null to create */
    public Answer put(String path, Object body, @Nullable String etag) {
        return send(conditional(path, etag)
                .header("Content-Type", "application/json")
                .PUT(json(body)));
    }

    /** Changes what the patch names, and nothing else. */
    public Answer patch(String path, Object patch, @Nullable String etag) {
        return send(conditional(path, etag)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", json(patch)));
    }

    public Answer post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(json(body)));
    }

    /** Streams a file from the disk. */
    public Answer upload(String path, Path csv) throws IOException {
        return upload(path, BodyPublishers.ofFile(csv));
    }

    /** Streams CSV from anywhere. */
    public Answer upload(String path, BodyPublisher csv) {
        return send(request(path)
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(csv));
    }

    /** Streams CSV of any size, and waits for the answer as long as that takes. */
    public Answer upload(String path, BodyPublisher csv, Duration patience) {
        return send(request(path)
                .timeout(patience)
                .header("Content-Type", "text/csv")
                .POST(csv));
    }

    /** Asks to wait some seconds for the outcome instead of being told where to look for it. */
    public Answer delete(String path, @Nullable String etag) {
        return delete(path, etag, Duration.ofSeconds(10));
    }

    /** @param patience how long to wait for the outcome; less than a second for not at all */
    public Answer delete(String path, @Nullable String etag, Duration patience) {
        return send(conditional(path, etag)
                .header("Prefer", "wait=" + patience.toSeconds())
                .DELETE());
    }

    private HttpRequest.Builder conditional(String path, @Nullable String etag) {
        HttpRequest.Builder request = request(path);
        return etag == null ? request : request.header("If-Match", etag);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(HttpRequest.Builder request) {
        HttpRequest complete = request.build();
        try {
            HttpResponse<String> response = client.send(complete, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(null),
                    response.headers().firstValue("Location").orElse(null),
                    parse(response.body()));
        } catch (IOException e) {
            throw new ServiceUnreachableException(
                    service + " at " + address + " does not answer " + complete.method() + " "
                            + complete.uri().getPath() + ": " + e,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }

    private static BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(body);
        }
    }
}
