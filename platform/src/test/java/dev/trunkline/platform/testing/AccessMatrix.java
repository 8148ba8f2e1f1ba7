package dev.trunkline.platform.testing;

import static dev.trunkline.platform.web.Roles.OPERATOR;
import static dev.trunkline.platform.web.Roles.PLATFORM_ADMIN;
import static dev.trunkline.platform.web.Roles.TENANT_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.DirectClient.Answer;
import dev.trunkline.platform.testing.DirectClient.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every operation of a service's OpenAPI document with every kind of caller: tokens that are none, the wrong roles, the right roles, and ids of
 * somebody else in every position of the path. An operation that the expectations do not name fails, as does an expectation without operation.
 *
 * <p>What is another's must answer exactly as what is unknown: same status, same body but for the ids themselves, and by the same statements
 * to the database, so that the time of an answer tells no more than its text.
 */
public final class AccessMatrix {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBERS = Pattern.compile("(\\+|%2B)[1-9][0-9]{6,14}");
    private static final Pattern TIMES = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Set<String> ROLES = Set.of(PLATFORM_ADMIN, OPERATOR, TENANT_ADMIN);

    private final Map<String, Expectation> expectations;
    private final Map<String, String> foreign;
    private final Map<String, String> own = new HashMap<>();
    private final UUID tenant;
    private final UUID operator;
    private final List<String> violations = new ArrayList<>();
    private final DirectClient client = new DirectClient();
    private SentStatements statements;
    private final Map<String, String> badTokens;
    private final Map<String, String> tokens;

    private AccessMatrix(
            Map<String, Expectation> expectations, Map<String, String> foreign, UUID tenant, UUID operator) {
        this.expectations = expectations;
        this.foreign = foreign;
        this.tenant = tenant;
        this.operator = operator;
        this.badTokens = BadTokens.of(tenant, operator, ROLES);
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
        return of(expectations, foreign, Map.of());
    }

    /**
     * The same for a caller that has something.
     *
     * @param foreign by the name of the path parameter, of the query's or of a property, ids that belong to another tenant and another operator
     * @param own by the same names, ids that are the caller's
     */
    public static AccessMatrix of(String expectations, Map<String, String> foreign, Map<String, String> own) {
        Map<String, Expectation> parsed = expectations
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(
                        line -> line[0].strip().replaceAll(" +", " "), line -> Expectation.parse(line[1])));
        AccessMatrix matrix = new AccessMatrix(parsed, foreign, idIn(own, "tenantId"), idIn(own, "operatorId"));
        matrix.own.putAll(own);
        return matrix;
    }

    private static UUID idIn(Map<String, String> own, String name) {
        return own.containsKey(name) ? UUID.fromString(own.get(name)) : UUID.randomUUID();
    }

    /** Fails with everything that is not as expected. */
    public void verify() {
        List<OpenApiDocument.Operation> operations = OpenApiCheck.published().operations();
        assertThat(operations.stream().map(OpenApiDocument.Operation::name))
                .as("operations of the OpenAPI document, each with its expectation")
                .containsExactlyInAnyOrderElementsOf(expectations.keySet());
        try (SentStatements sent = new SentStatements()) {
            statements = sent;
            operations.forEach(this::hidesWhatIsForeignInQueryAndBody);
            operations.forEach(this::check);
        }
        assertThat(violations).isEmpty();
    }

    private void check(OpenApiDocument.Operation operation) {
        Expectation expected = expectations.get(operation.name());
        refusesBadTokens(operation);
        for (String role : ROLES) {
            Answer answer = call(operation, Optional.of(tokens.get(role)), this::ownOrUnknown);
            if (!expected.roles().contains(role)) {
                expect(operation, role, answer, 403, "forbidden");
            } else if (answer.status() == 401
                    || answer.status() >= 500
                    || answer.problem().equals("forbidden")) {
                violations.add(operation.name() + " as " + role + " → " + answer.status() + " " + answer.body());
            } else if (!role.equals(PLATFORM_ADMIN) && !expected.open()) {
                hidesWhatIsForeign(operation, role);
            }
        }
    }

    private void refusesBadTokens(OpenApiDocument.Operation operation) {
        expect(operation, "nobody", call(operation, Optional.empty(), this::ownOrUnknown), 401, "unauthenticated");
        badTokens.forEach((kind, token) -> expect(
                operation, kind, call(operation, Optional.of(token), this::ownOrUnknown), 401, "unauthenticated"));
    }

    /** With somebody's real ids in the path of the caller, and in somebody's own path. */
    private void hidesWhatIsForeign(OpenApiDocument.Operation operation, String role) {
        String owner = owner(role);
        compare(
                operation,
                role,
                request(operation, name -> name.equals(owner) ? ownOrUnknown(name) : foreignOrUnknown(name)),
                request(operation, name -> name.equals(owner) ? ownOrUnknown(name) : unknown(name)));
        if (operation.path().contains("{" + owner + "}")) {
            Answer answer = compare(
                    operation, role, request(operation, this::foreignOrUnknown), request(operation, this::unknown));
            expect(operation, role + " in another's place", answer, 404, "not-found");
        }
    }

    /** With somebody's real ids in filters, bodies and rows, on what is the caller's own. */
    private void hidesWhatIsForeignInQueryAndBody(OpenApiDocument.Operation operation) {
        OpenApiDocument document = OpenApiCheck.published();
        Set<String> positions = document.queryParameters(operation);
        positions.addAll(document.properties(operation));
        positions.retainAll(foreign.keySet());
        for (String role : List.of(OPERATOR, TENANT_ADMIN)) {
            Expectation expected = expectations.get(operation.name());
            if (expected == null || !expected.roles().contains(role) || expected.open()) {
                continue;
            }
            for (String position : positions) {
                if (!position.equals(owner(role))) {
                    compare(
                            operation,
                            role + " with a foreign " + position,
                            asking(operation, position, this::foreignOrUnknown),
                            asking(operation, position, this::unknown));
                }
            }
        }
    }

    private static String owner(String role) {
        return role.startsWith(OPERATOR) ? "operatorId" : "tenantId";
    }

    private interface Request extends Function<String, Answer> {}

    private Request request(OpenApiDocument.Operation operation, UnaryOperator<String> ids) {
        return token -> call(operation, Optional.of(token), ids);
    }

    private Request asking(OpenApiDocument.Operation operation, String position, UnaryOperator<String> ids) {
        OpenApiDocument document = OpenApiCheck.published();
        UnaryOperator<String> others = name -> own.getOrDefault(name, ownOrUnknown(name));
        UnaryOperator<String> all = name -> name.equals(position) ? ids.apply(name) : others.apply(name);
        return token -> {
            boolean inQuery = document.queryParameters(operation).contains(position);
            String query = inQuery ? "?" + position + "=" + all.apply(position) : "";
            Optional<Body> body = operation.bodyType().map(type -> {
                Map<String, List<String>> values = foreign.keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), name -> List.of(unescaped(all.apply(name)))));
                return new Body(type, type.endsWith("json") ? document.example(operation, type, values) : "x\n");
            });
            return client.send(operation.method(), path(operation, others) + query, Optional.of(token), body);
        };
    }

    private static String unescaped(String id) {
        return id.replace("%2B", "+");
    }

    /** What differs once may be another request's doing, or that of a change that can be made but once. */
    private Answer compare(OpenApiDocument.Operation operation, String role, Request foreignIds, Request unknownIds) {
        String token = tokens.get(role.split(" ", -1)[0]);
        for (int attempt = 1; ; attempt++) {
            List<Answer> answers = new ArrayList<>();
            List<String> ofForeign = statements.during(() -> answers.add(foreignIds.apply(token)));
            List<String> ofUnknown = statements.during(() -> answers.add(unknownIds.apply(token)));
            String difference = difference(answers.get(0), ofForeign, answers.get(1), ofUnknown);
            if (difference == null) {
                return answers.get(0);
            }
            if (attempt == 3) {
                violations.add(operation.name() + " as " + role + ": " + difference);
                return answers.get(0);
            }
        }
    }

    private static String difference(Answer foreign, List<String> ofForeign, Answer unknown, List<String> ofUnknown) {
        if (!outline(foreign).equals(outline(unknown))) {
            return "foreign → " + outline(foreign) + ", but unknown → " + outline(unknown);
        }
        return ofForeign.equals(ofUnknown) ? null : "foreign takes " + ofForeign + ", but unknown " + ofUnknown;
    }

    private static String outline(Answer answer) {
        String body = answer.body();
        for (Pattern own : List.of(UUIDS, NUMBERS, TIMES)) {
            body = own.matcher(body).replaceAll("…");
        }
        return answer.status() + " " + answer.headers() + " " + body;
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

    private String unknown(String parameter) {
        return switch (parameter) {
            case "telephoneNumber" -> unknownNumber();
            case "country" -> "DE";
            case "service" -> "calling";
            default -> UUID.randomUUID().toString();
        };
    }

    /** As valid as the foreign one, if there is one. */
    private String unknownNumber() {
        String number = foreign.getOrDefault("telephoneNumber", "%2B493010000000");
        return number.substring(0, number.length() - 4) + (9_000 + (int) (Math.random() * 1_000));
    }

    private Answer call(OpenApiDocument.Operation operation, Optional<String> token, UnaryOperator<String> ids) {
        return client.send(
                operation.method(),
                path(operation, ids),
                token,
                operation.bodyType().map(type -> new Body(type, type.endsWith("json") ? "{}" : "x\n")));
    }

    private static String path(OpenApiDocument.Operation operation, UnaryOperator<String> ids) {
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(parameter -> Matcher.quoteReplacement(ids.apply(parameter.group(1))));
    }

    private void expect(OpenApiDocument.Operation operation, String who, Answer answer, int status, String problem) {
        if (answer.status() != status || !answer.problem().equals(problem)) {
            violations.add("%s as %s: expected %d %s, but → %d %s"
                    .formatted(operation.name(), who, status, problem, answer.status(), answer.body()));
        }
    }
}
