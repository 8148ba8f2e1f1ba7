package dev.trunkline.platform.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.OpenApiCheck;
import dev.trunkline.platform.testing.OpenApiDocument;
import dev.trunkline.platform.testing.OpenApiDocument.Operation;
import dev.trunkline.platform.testing.TokenClient;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Sends a service what nobody should, made from its own OpenAPI document: wrong types, bounds, strange texts and numbers, depth, broken UTF-8,
 * formulas, line breaks where headers are made. No request may be answered by 5xx, every refusal is a problem, and nothing is stored of what
 * was refused.
 *
 * <p>{@code -Dtrunkline.fuzz.seed=…} makes other requests, {@code -Dtrunkline.fuzz.cases=…} more of them for each operation; the seed is in
 * the log and in every failure.
 */
public final class InputFuzz {

    private static final Logger LOG = Logger.getLogger(InputFuzz.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";
    private static final int ENOUGH = 40;
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})|[\\[\\]]");

    private final String service;
    private final UUID tenant;
    private final UUID operator;
    private final long seed = Long.getLong("trunkline.fuzz.seed", 6);
    private final int cases = Integer.getInteger("trunkline.fuzz.cases", 6);
    private final Map<String, List<String>> known = new HashMap<>();
    private final Map<String, List<String>> samples = new HashMap<>();
    private final Map<String, Set<String>> records = new HashMap<>();
    private final Set<String> work = new HashSet<>();
    private final Set<String> later = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> kinds = new HashSet<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    private InputFuzz(String service, UUID tenant, UUID operator) {
        this.service = service;
        this.tenant = tenant;
        this.operator = operator;
        known.put("tenantId", List.of(tenant.toString()));
        known.put("operatorId", List.of(operator.toString()));
    }

    /** @param service the name of the database */
    public static InputFuzz of(String service, UUID tenant, UUID operator) {
        return new InputFuzz(service, tenant, operator);
    }

    /** Values of a parameter or property that mean something to the service, so that requests come further than to its door. */
    public InputFuzz known(String name, List<?> values) {
        known.put(name, values.stream().map(Object::toString).toList());
        return this;
    }

    /** A body of a media type that is not JSON. */
    public InputFuzz sample(String mediaType, String body) {
        samples.computeIfAbsent(mediaType, type -> new ArrayList<>()).add(body);
        return this;
    }

    /** Tables in which an operation puts on record that it refused something, and what. */
    public InputFuzz records(String operation, String... tables) {
        records.put(operation, Set.of(tables));
        return this;
    }

    /** A table whose rows are {@code running} while something that was accepted is being done. */
    public InputFuzz worksOn(String table) {
        work.add(table);
        return this;
    }

    /** Tables whose rows are completed later by others, such as a sequencer: only their number is looked at. */
    public InputFuzz completesLater(String... tables) {
        later.addAll(List.of(tables));
        return this;
    }

    /** Fails with everything that is not as it should be. */
    public void verify() {
        LOG.infof("fuzzing with seed %d, %d requests for each operation", seed, cases);
        Random random = new Random(seed);
        OpenApiDocument document = OpenApiCheck.published();
        RequestMaker requests = new RequestMaker(document, known, samples, tokens(), random);
        List<Operation> turns = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            turns.addAll(document.operations());
        }
        Collections.shuffle(turns, random);
        try (StoredRows rows = new StoredRows(service, tenant, operator, work, later)) {
            Map<String, String> before = settled(rows);
            for (Operation operation : turns) {
                before = play(requests.next(operation), rows, before);
                if (violations.size() >= ENOUGH) {
                    break;
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("the database of " + service + " does not answer", e);
        }
        refusesLargeHeads();
        LOG.infof("answers by status: %s", statuses);
        assertThat(violations)
                .as("seed %d, answers by status %s", seed, statuses)
                .isEmpty();
        assertThat(statuses)
                .as("some are accepted, or nothing behind the doors was tried")
                .containsKey(200);
    }

    private Map<String, String> tokens() {
        return Map.of(
                "admin", TrunklineTestServers.issuer().platformAdminToken(),
                "numbers", TrunklineTestServers.issuer().platformAdminToken(),
                "operators", TrunklineTestServers.issuer().operatorToken(operator),
                "tenants", TrunklineTestServers.issuer().tenantToken(tenant));
    }

    private Map<String, String> play(RawRequest request, StoredRows rows, Map<String, String> before)
            throws SQLException {
        RawAnswer answer;
        try {
            answer = new RawClient(port(request)).send(request);
        } catch (IOException e) {
            violation(request, "no whole answer: " + e);
            return settled(rows);
        }
        statuses.merge(answer.status(), 1, Integer::sum);
        check(request, answer);
        if (!answer.isRefusal()) {
            return request.method().equals("GET") ? before : settled(rows);
        }
        Map<String, String> after = rows.now();
        Map<String, String> stored = new TreeMap<>(after);
        stored.entrySet().removeAll(before.entrySet());
        stored.keySet().removeAll(records.getOrDefault(request.operation(), Set.of()));
        if (!stored.isEmpty()) {
            violation(request, answer.status() + ", but something was stored: " + stored + " of " + before);
            return settled(rows);
        }
        return after;
    }

    /** Which reach no operation. */
    private void refusesLargeHeads() {
        String host = "Host: 127.0.0.1";
        refuses(414, new RawRequest("any", "GET", "/v1/" + "x".repeat(10_000), List.of(host), ""));
        refuses(414, new RawRequest("any", "POST", "/v1/tenants?q=" + "x".repeat(10_000), List.of(host), "{}"));
        refuses(431, new RawRequest("any", "GET", "/v1/tenants", List.of(host, "X-A: " + "x".repeat(20_000)), ""));
        List<String> many = new ArrayList<>(Collections.nCopies(1_500, "X-A: 123456789"));
        many.add(host);
        refuses(431, new RawRequest("any", "POST", "/v1/tenants", many, "{}"));
    }

    private void refuses(int status, RawRequest request) {
        try {
            RawAnswer answer = new RawClient(RestAssured.port).send(request);
            check(request, answer);
            if (answer.status() != status || !"nosniff".equals(answer.header("x-content-type-options"))) {
                violation(request, "not " + status + " with all headers, but " + answer.status() + answer.headers());
            }
        } catch (IOException e) {
            violation(request, "no whole answer: " + e);
        }
    }

    private static int port(RawRequest request) {
        return request.operation().contains(" /v1/admin/")
                ? URI.create(TokenClient.managed("/")).getPort()
                : RestAssured.port;
    }

    /** What was accepted may have work to do that others do later. */
    private static Map<String, String> settled(StoredRows rows) throws SQLException {
        List<Map<String, String>> seen = new ArrayList<>(List.of(rows.now()));
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    boolean working = rows.areWorkedOn();
                    seen.add(rows.now());
                    int last = seen.size() - 1;
                    return !working && last >= 3 && seen.get(last).equals(seen.get(last - 3));
                });
        return seen.get(seen.size() - 1);
    }

    private void check(RawRequest request, RawAnswer answer) {
        String body = text(answer.bytes());
        if (body == null) {
            violation(request, answer.status() + " with a body that is no UTF-8");
            return;
        }
        if (answer.status() >= 500) {
            violation(request, answer.status() + " " + body);
            return;
        }
        if (answer.injected(Mischief.INJECTED) != null) {
            violation(request, "the caller made a header of the answer: " + answer.headers());
        }
        if (answer.isRefusal()) {
            checkProblem(request, answer, body);
        }
        if (!answer.isStream() && !isOfProtocol(request, answer.status())) {
            checkDocumented(request, answer);
        }
    }

    /** What any operation may answer, as it is not the operation that does: to what is no URI, no media type, no expectation. */
    private static boolean isOfProtocol(RawRequest request, int status) {
        return switch (status) {
            case 400 -> NO_ESCAPE.matcher(request.target()).find();
            case 415 -> request.body().isEmpty();
            case 414, 417, 431 -> true;
            default -> false;
        };
    }

    private void checkProblem(RawRequest request, RawAnswer answer, String body) {
        JsonNode problem;
        try {
            problem = JSON.readTree(body);
        } catch (IOException e) {
            problem = JSON.missingNode();
        }
        boolean isProblem = PROBLEM.equals(answer.header("content-type"))
                && problem.path("status").asInt() == answer.status()
                && problem.path("type").asText().startsWith("https://trunkline.dev/problems/")
                && !problem.path("detail").asText().isEmpty();
        if (!isProblem) {
            violation(request, answer.status() + " that is no problem: " + answer.headers() + " " + body);
        }
    }

    private void checkDocumented(RawRequest request, RawAnswer answer) {
        String path = request.target().split("\\?", 2)[0];
        try {
            OpenApiCheck.check(
                    request.method(),
                    new URI("http://127.0.0.1:" + RestAssured.port
                            + NO_ESCAPE.matcher(path).replaceAll("x")),
                    answer.status(),
                    answer.header("content-type"),
                    answer.bytes());
        } catch (AssertionError | java.net.URISyntaxException e) {
            violation(request, e.getMessage());
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** One of each kind: a single mistake meets many requests. */
    private void violation(RawRequest request, String what) {
        String kind = request.operation() + what.substring(0, Math.min(what.length(), 40));
        if (kinds.add(kind)) {
            violations.add("\n" + request.operation() + ": " + what + "\n" + request + "\n");
        }
    }
}
