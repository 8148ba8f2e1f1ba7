package dev.trunkline.platform.testing;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.with;
import static dev.trunkline.platform.web.Roles.OPERATOR;
import static dev.trunkline.platform.web.Roles.PLATFORM_ADMIN;
import static dev.trunkline.platform.web.Roles.TENANT_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every operation of a service's OpenAPI document with every kind of caller: tokens that are none, the wrong roles, the right roles, and ids of
 * somebody else in every position of the path. An operation that the expectations do not name fails, as does an expectation without operation.
 *
 * <p>What is another's must answer exactly as what is unknown: same status, same body but for the ids themselves.
 */
public final class AccessMatrix {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBERS = Pattern.compile("(\\+|%2B)[1-9][0-9]{6,14}");
    private static final Set<String> ROLES = Set.of(PLATFORM_ADMIN, OPERATOR, TENANT_ADMIN);

    private final Map<String, Expectation> expectations;
    private final Map<String, String> foreign;
    private final UUID tenant = UUID.randomUUID();
    private final UUID operator = UUID.randomUUID();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, String> badTokens;
    private final Map<String, String> tokens;

    private AccessMatrix(Map<String, Expectation> expectations, Map<String, String> foreign) {
        this.expectations = expectations;
        this.foreign = foreign;
        this.badTokens = badTokens(tenant, operator);
        this.tokens = Map.of(
                OPERATOR, TrunklineTestServers.issuer().operatorToken(operator),
                TENANT_ADMIN, TrunklineTestServers.issuer().tenantToken(tenant),
                PLATFORM_ADMIN, TrunklineTestServers.issuer().platformAdminToken());
    }

    /** @param open whoever may call it at all may do so for every id, as with a directory */
    private record Expectation(Set<String> roles, boolean open) {

        static Expectation parse(String text) {
            Set<String> words = Set.of(text.strip().split("[ ,]+"));
            Set<String> roles = words.stream().filter(ROLES::contains).collect(Collectors.toSet());
            assertThat(words.size()).as(text).isEqualTo(roles.size() + (words.contains("open") ? 1 : 0));
            return new Expectation(roles, words.contains("open"));
        }
    }

    /**
     * @param expectations a line an operation: {@code GET /v1/operators/{operatorId}/orders | operator}; the roles that may call it, and
     *     {@code open} where they may for every id
     * @param foreign by the name of the path parameter, ids that exist, but belong to another tenant and another operator
     */
    public static AccessMatrix of(String expectations, Map<String, String> foreign) {
        Map<String, Expectation> parsed = expectations
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(
                        line -> line[0].strip().replaceAll(" +", " "), line -> Expectation.parse(line[1])));
        return new AccessMatrix(parsed, foreign);
    }

    /** Fails with everything that is not as expected. */
    public void verify() {
        List<OpenApiDocument.Operation> operations = OpenApiCheck.published().operations();
        assertThat(operations.stream().map(OpenApiDocument.Operation::name))
                .as("operations of the OpenAPI document, each with its expectation")
                .containsExactlyInAnyOrderElementsOf(expectations.keySet());
        operations.forEach(this::check);
        assertThat(violations).isEmpty();
    }

    private void check(OpenApiDocument.Operation operation) {
        Expectation expected = expectations.get(operation.name());
        refusesBadTokens(operation);
        for (String role : ROLES) {
            Response answer = call(operation, with(tokens.get(role)), this::ownOrUnknown);
            if (!expected.roles().contains(role)) {
                expect(operation, role, answer, 403, "forbidden");
            } else if (answer.statusCode() == 401 || answer.statusCode() >= 500 || isForbidden(answer)) {
                violations.add(
                        operation.name() + " as " + role + " → " + answer.statusCode() + " " + answer.asString());
            } else if (!role.equals(PLATFORM_ADMIN) && !expected.open()) {
                hidesWhatIsForeign(operation, role);
            }
        }
    }

    private void refusesBadTokens(OpenApiDocument.Operation operation) {
        expect(operation, "nobody", call(operation, anonymous(), this::ownOrUnknown), 401, "unauthenticated");
        badTokens.forEach((kind, token) ->
                expect(operation, kind, call(operation, with(token), this::ownOrUnknown), 401, "unauthenticated"));
    }

    /** Each would open every door but for its one defect. */
    private static Map<String, String> badTokens(UUID tenant, UUID operator) {
        String good = everything(tenant, operator, Map.of());
        int signature = good.lastIndexOf('.') + 10;
        char other = good.charAt(signature) == 'A' ? 'B' : 'A';
        return Map.of(
                "no token", "nonsense",
                "forged", good.substring(0, signature) + other + good.substring(signature + 1),
                "expired",
                        everything(tenant, operator, Map.of("exp", Instant.now().minusSeconds(3600))),
                "of another issuer", everything(tenant, operator, Map.of("iss", "https://elsewhere.example")),
                "for another audience", everything(tenant, operator, Map.of("aud", "elsewhere")));
    }

    private static String everything(UUID tenant, UUID operator, Map<String, Object> defect) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "sub", "everybody",
                "roles", List.copyOf(ROLES),
                "operator_id", operator.toString(),
                "tenant_id", tenant.toString()));
        claims.putAll(defect);
        return TrunklineTestServers.issuer().token(claims);
    }

    /** With somebody's real ids in the path of the caller, and in somebody's own path. */
    private void hidesWhatIsForeign(OpenApiDocument.Operation operation, String role) {
        String own = role.equals(OPERATOR) ? "operatorId" : "tenantId";
        compare(
                operation,
                role,
                name -> name.equals(own) ? ownOrUnknown(name) : foreignOrUnknown(name),
                this::ownOrUnknown);
        if (operation.path().contains("{" + own + "}")) {
            Response answer = compare(operation, role, this::foreignOrUnknown, AccessMatrix::unknown);
            expect(operation, role + " in another's place", answer, 404, "not-found");
        }
    }

    private Response compare(
            OpenApiDocument.Operation operation,
            String role,
            UnaryOperator<String> foreignIds,
            UnaryOperator<String> unknownIds) {
        Response answer = call(operation, with(tokens.get(role)), foreignIds);
        Response unknown = call(operation, with(tokens.get(role)), unknownIds);
        if (!outline(answer).equals(outline(unknown))) {
            violations.add(operation.name() + " as " + role + ": foreign → " + outline(answer) + ", but unknown → "
                    + outline(unknown));
        }
        return answer;
    }

    private static String outline(Response answer) {
        String headers = answer.getHeaders().asList().stream()
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("content-length"))
                .sorted()
                .collect(Collectors.joining(","));
        String body = NUMBERS.matcher(UUIDS.matcher(answer.asString()).replaceAll("…"))
                .replaceAll("…");
        return answer.statusCode() + " " + headers + " " + body;
    }

    private String ownOrUnknown(String parameter) {
        return switch (parameter) {
            case "tenantId" -> tenant.toString();
            case "operatorId" -> operator.toString();
            default -> unknown(parameter);
        };
    }

    private String foreignOrUnknown(String parameter) {
        String id = foreign.get(parameter);
        return id == null ? unknown(parameter) : id;
    }

    private static String unknown(String parameter) {
        return switch (parameter) {
            case "telephoneNumber" -> "%2B4930" + (10_000_000 + (int) (Math.random() * 89_999_999));
            case "country" -> "DE";
            case "service" -> "calling";
            default -> UUID.randomUUID().toString();
        };
    }

    private static Response call(
            OpenApiDocument.Operation operation, RequestSpecification request, UnaryOperator<String> ids) {
        String path = PARAMETER
                .matcher(operation.path())
                .replaceAll(parameter -> Matcher.quoteReplacement(ids.apply(parameter.group(1))));
        RequestSpecification ready = request.urlEncodingEnabled(false)
                .header("If-Match", "\"0\"")
                .accept("application/json, application/problem+json, */*;q=0.1");
        operation.bodyType().ifPresent(type -> ready.contentType(type)
                .body((type.endsWith("json") ? "{}" : "x\n").getBytes(StandardCharsets.UTF_8)));
        return ready.request(operation.method(), operation.isOnManagementPort() ? TokenClient.managed(path) : path);
    }

    private void expect(OpenApiDocument.Operation operation, String who, Response answer, int status, String slug) {
        boolean asExpected =
                answer.statusCode() == status && ("https://trunkline.dev/problems/" + slug).equals(answer.path("type"));
        if (!asExpected) {
            violations.add("%s as %s: expected %d %s, but → %d %s"
                    .formatted(operation.name(), who, status, slug, answer.statusCode(), answer.asString()));
        }
    }

    private static boolean isForbidden(Response answer) {
        return answer.statusCode() == 403 && answer.asString().contains("/problems/forbidden");
    }
}
