package dev.trunkline.platform.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.platform.testing.OpenApiDocument;
import dev.trunkline.platform.testing.OpenApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests of an operation: some right, most with one or two things wrong. */
final class RequestMaker {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final List<String> HEADERS = List.of(
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "Prefer",
            "X-Correlation-Id",
            "Accept",
            "Accept-Language",
            "Content-Encoding",
            "Content-Type",
            "Last-Event-ID",
            "Range",
            "traceparent",
            "X-Forwarded-For",
            "Expect",
            "Cookie",
            "X-HTTP-Method-Override");

    private final OpenApiDocument document;
    private final Map<String, List<String>> known;
    private final Map<String, List<String>> samples;
    private final Map<String, String> tokens;
    private final Random random;
    private final BodyMaker bodies;

    /**
     * @param known by the name of a parameter or property, values that mean something to the service
     * @param samples by media type, bodies that are not JSON
     * @param tokens by the first segment of a path after its version
     */
    RequestMaker(
            OpenApiDocument document,
            Map<String, List<String>> known,
            Map<String, List<String>> samples,
            Map<String, String> tokens,
            Random random) {
        this.document = document;
        this.known = known;
        this.samples = samples;
        this.tokens = tokens;
        this.random = random;
        this.bodies = new BodyMaker(document, known, random);
    }

    RawRequest next(Operation operation) {
        boolean hasBody = operation.bodyType().isPresent();
        int spoilt = random.nextInt(10);
        boolean badBody = hasBody ? spoilt >= 1 && spoilt < 7 : false;
        boolean badPath = spoilt == 7;
        boolean badQuery = spoilt == 8 || (!hasBody && spoilt >= 2 && spoilt < 6);
        boolean badHeader = spoilt == 9 || (!hasBody && spoilt == 6);

        List<String> headers = new ArrayList<>(List.of("Host: 127.0.0.1"));
        headers.add("Authorization: Bearer " + tokens.get(operation.path().split("/", -1)[2]));
        String wrong = badHeader ? HEADERS.get(random.nextInt(HEADERS.size())) : "";
        String body = "";
        if (hasBody) {
            String type = mediaType(operation);
            body = body(operation, type, badBody);
            addUnless(wrong, headers, "Content-Type", random.nextInt(20) == 0 ? "text/plain" : type);
        }
        if (!operation.method().equals("GET") && random.nextInt(8) > 0) {
            addUnless(wrong, headers, "If-Match", "*");
        }
        if (operation.method().equals("POST") && random.nextInt(3) == 0) {
            addUnless(wrong, headers, "Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString());
        }
        addUnless(wrong, headers, "Accept", "application/json, application/problem+json, */*;q=0.1");
        if (badHeader) {
            headers.add(wrong + ": " + Mischief.header(random));
        }
        String target = path(operation, badPath) + query(operation, badQuery);
        return new RawRequest(operation.name(), operation.method(), target, headers, body);
    }

    private static void addUnless(String wrong, List<String> headers, String name, String value) {
        if (!name.equals(wrong)) {
            headers.add(name + ": " + value);
        }
    }

    private String mediaType(Operation operation) {
        List<String> types = content(operation).keySet().stream().sorted().toList();
        return types.get(random.nextInt(types.size()));
    }

    private Map<String, JsonNode> content(Operation operation) {
        return document.content(document.resolve(operation.node().path("requestBody")));
    }

    private String body(Operation operation, String type, boolean bad) {
        if (!type.endsWith("json")) {
            List<String> choice = samples.getOrDefault(type, List.of("x\n"));
            String sample = Mischief.wire(choice.get(random.nextInt(choice.size())));
            return bad ? Mischief.spoil(random, sample) : sample;
        }
        JsonNode schema = content(operation).get(type).path("schema");
        if (!bad) {
            return bodies.good(schema);
        }
        return random.nextInt(4) == 0 ? Mischief.spoil(random, bodies.good(schema)) : bodies.bad(schema);
    }

    private String path(Operation operation, boolean bad) {
        List<String> names = PARAMETER
                .matcher(operation.path())
                .results()
                .map(found -> found.group(1))
                .toList();
        String victim = bad && !names.isEmpty() ? names.get(random.nextInt(names.size())) : "";
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals(victim) ? Mischief.encoded(random) : segment(found.group(1))));
    }

    private String segment(String name) {
        List<String> values = known.get(name);
        return Mischief.percent(
                values == null
                        ? new UUID(random.nextLong(), random.nextLong()).toString()
                        : values.get(random.nextInt(values.size())));
    }

    private String query(Operation operation, boolean bad) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> {
            JsonNode resolved = document.resolve(parameter);
            if (resolved.path("in").asText().equals("query")) {
                parameters.add(resolved);
            }
        });
        List<String> terms = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            if (random.nextInt(4) == 0 && !parameter.path("name").asText().equals("pageToken")) {
                terms.add(parameter.path("name").asText() + "="
                        + Mischief.percent(bodies.text(parameter.path("schema"))));
            }
        }
        if (bad) {
            String name = parameters.isEmpty() || random.nextInt(6) == 0
                    ? "q"
                    : parameters
                            .get(random.nextInt(parameters.size()))
                            .path("name")
                            .asText();
            terms.add(name + "=" + Mischief.encoded(random));
        }
        return terms.isEmpty() ? "" : "?" + String.join("&", terms);
    }
}
