package dev.trunkline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Holds every answer against the OpenAPI document that the service itself publishes: the status must be documented, the content type and
 * the body as the document says. What no operation stands for (404, 405) must be a problem.
 *
 * <p>{@link TokenClient} brings it into every request; add it to others by {@code given().filter(new OpenApiCheck())}.
 */
public final class OpenApiCheck implements Filter {

    private static final Set<Integer> OF_THE_FRAMEWORK = Set.of(404, 405, 406, 413);
    private static final Map<String, OpenApiDocument> DOCUMENTS = new ConcurrentHashMap<>();

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        byte[] body = response.asByteArray();
        URI uri = URI.create(request.getURI().replace(" ", "%20"));
        if (uri.getRawPath().startsWith("/v1/")) {
            check(request.getMethod(), uri, response.statusCode(), response.contentType(), body);
        }
        return new ResponseBuilder().clone(response).setBody(body).build();
    }

    /** Fails when the document does not know such an answer. */
    public static void check(String method, URI uri, int status, String contentType, byte[] body) {
        OpenApiDocument document = uri.getRawAuthority().equals(managementAuthority())
                ? published()
                : DOCUMENTS.computeIfAbsent(uri.getRawAuthority(), OpenApiCheck::fetch);
        String answer = method + " " + uri.getRawPath() + " → " + status;
        JsonNode operation = document.operation(method, uri.getRawPath()).orElse(null);
        JsonNode documented =
                operation == null ? null : document.response(operation, status).orElse(null);
        String type = mediaType(contentType);
        if (documented == null) {
            assertThat(status)
                    .as("%s: OpenAPI does not document this status; the answer was %s", answer, text(body))
                    .isIn(OF_THE_FRAMEWORK);
            assertThat(type).as(answer).isEqualTo("application/problem+json");
            return;
        }
        checkContent(document, document.content(documented), answer, type, body);
    }

    private static void checkContent(
            OpenApiDocument document, Map<String, JsonNode> content, String answer, String type, byte[] body) {
        if (content.isEmpty()) {
            assertThat(text(body)).as("%s: OpenAPI documents no body", answer).isEmpty();
            return;
        }
        assertThat(type).as("%s: content type", answer).isIn(content.keySet());
        JsonNode schema = content.get(type).path("schema");
        if (type.endsWith("json") && schema.isObject()) {
            var violations = document.violations(schema, text(body));
            if (!violations.isEmpty()) {
                fail("%s: the body is not as OpenAPI says: %s in %s", answer, violations, text(body));
            }
        }
    }

    /** What the application under test publishes. */
    public static OpenApiDocument published() {
        return DOCUMENTS.computeIfAbsent("127.0.0.1:" + RestAssured.port, OpenApiCheck::fetch);
    }

    /** Where the application under test has its management port. */
    static String managementAuthority() {
        return "127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static OpenApiDocument fetch(String authority) {
        try {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + authority + "/q/openapi?format=json"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as("GET /q/openapi").isEqualTo(200);
            OpenApiDocument document = OpenApiDocument.read(answer.body());
            assertThat(document.version()).as("OpenAPI version").startsWith("3.1");
            return document;
        } catch (IOException e) {
            throw new AssertionError("the service does not publish its OpenAPI document", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
