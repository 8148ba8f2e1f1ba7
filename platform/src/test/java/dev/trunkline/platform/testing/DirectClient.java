package dev.trunkline.platform.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Requests without RestAssured, over connections that stay: a fraction of its time where a test has a thousand of them. Each answer is held
 * against the service's OpenAPI document here too.
 */
final class DirectClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A body and what it is. */
    record Body(String type, String text) {}

    /** An answer; {@code headers} are the names of those it has. */
    record Answer(int status, String contentType, TreeSet<String> headers, String body) {

        /** The last segment of the problem's type; empty where it is no problem. */
        String problem() {
            if (!contentType.startsWith("application/problem+json")) {
                return "";
            }
            try {
                String type = JSON.readTree(body).path("type").asText();
                return type.startsWith("https://trunkline.dev/problems/")
                        ? type.substring(type.lastIndexOf('/') + 1)
                        : "";
            } catch (JsonProcessingException e) {
                throw new AssertionError("the problem is no JSON: " + body, e);
            }
        }
    }

    /**
     * Sends a request with any entity tag as its precondition.
     *
     * @param path as it goes over the wire, with its query
     */
    Answer send(String method, String path, Optional<String> token, Optional<Body> body) {
        boolean managed = path.startsWith("/v1/admin/");
        URI uri = URI.create(managed ? TokenClient.managed(path) : "http://127.0.0.1:" + RestAssured.port + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        method,
                        body.map(content -> BodyPublishers.ofString(content.text()))
                                .orElseGet(BodyPublishers::noBody))
                .header("If-Match", "\"0\"")
                .header("Accept", "application/json, application/problem+json, */*;q=0.1");
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        body.ifPresent(content -> request.header("Content-Type", content.type()));
        HttpResponse<byte[]> response = exchange(request.build());
        Answer answer = answer(response);
        OpenApiCheck.check(method, uri, answer.status(), answer.contentType(), response.body());
        return answer;
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        TreeSet<String> names = new TreeSet<>();
        response.headers().map().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        names.remove("content-length");
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                names,
                new String(response.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
