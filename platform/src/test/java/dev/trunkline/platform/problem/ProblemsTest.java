package dev.trunkline.platform.problem;

import static dev.trunkline.platform.notes.NotesApplication.count;
import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.trunkline.embedded.StopMode;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class ProblemsTest {

    private final UUID tenant = UUID.randomUUID();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {                                                            | 400 | malformed-json    |               |
            {"title":"a","title":"b"}                                    | 400 | malformed-json    |               |
            {"title":"a"} {}                                             | 400 | malformed-json    |               |
            []                                                           | 400 | wrong-type        | ''            | wrong-type
            {"titel":"a"}                                                | 400 | unknown-field     | /titel        | unknown-field
            {"title":"a","contact":{"e":"x"}}                            | 400 | unknown-field     | /contact/e    | unknown-field
            {"title":7}                                                  | 400 | wrong-type        | /title        | wrong-type
            {"title":"a","number":4930123456}                            | 400 | wrong-type        | /number       | wrong-type
            {"title":"a","due":1764000000}                               | 400 | wrong-type        | /due          | wrong-type
            {"title":"a","usage":0}                                      | 400 | wrong-type        | /usage        | wrong-type
            {"title":"a","usage":true}                                   | 400 | wrong-type        | /usage        | wrong-type
            {"title":"a","usage":["conferenceAssignment"]}               | 400 | wrong-type        | /usage        | wrong-type
            {"title":"a","usage":{}}                                     | 400 | wrong-type        | /usage        | wrong-type
            {"title":"a","lines":{}}                                     | 400 | wrong-type        | /lines        | wrong-type
            {"title":"a","lines":[{"text":"b","quantity":"5"}]}          | 400 | wrong-type        | /lines/0/quantity | wrong-type
            {"title":"a","lines":[{"text":"b","quantity":1.5}]}          | 400 | wrong-type        | /lines/0/quantity | wrong-type
            {"title":"a","lines":[{"text":"b"}]}                         | 422 | validation-failed | /lines/0/quantity | required
            {"title":"a","due":"yesterday"}                              | 422 | validation-failed | /due          | invalid
            {"title":"a","number":"0301234"}                             | 422 | validation-failed | /number       | invalid
            {"title":"a","usage":"faxing"}                               | 422 | validation-failed | /usage        | invalid
            {"title":"a","usage":""}                                     | 422 | validation-failed | /usage        | invalid
            {}                                                           | 422 | validation-failed | /title        | required
            {"title":" "}                                                | 422 | validation-failed | /title        | required
            {"title":"a","contact":{"email":"nobody"}}                   | 422 | validation-failed | /contact/email | invalid
            {"title":"longer than twenty characters"}                    | 422 | validation-failed | /title        | invalid
            null                                                         | 422 | validation-failed | ''            | required
            """)
    void namesWhatIsWrongWithABody(String body, int status, String slug, String pointer, String code) {
        ValidatableResponse answer = asTenant(tenant)
                .contentType("application/json")
                .body(body)
                .post(notesOf(tenant))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://trunkline.dev/problems/" + slug))
                .body("status", equalTo(status))
                .body("instance", equalTo(notesOf(tenant)));
        if (code != null) {
            answer.body("errors.pointer", contains(pointer)).body("errors.code", contains(code));
        }
    }

    @Test
    void namesTheValuesThatAFieldKnows() {
        asTenant(tenant)
                .contentType("application/json")
                .body("{\"title\": \"a\", \"usage\": \"faxing\"}")
                .post(notesOf(tenant))
                .then()
                .body("errors[0].detail", containsString("conferenceAssignment"));
    }

    @Test
    void tellsAllThatIsMissingInOneAnswer() {
        asTenant(tenant)
                .contentType("application/json")
                .body("{\"contact\": {\"email\": \"x\"}, \"lines\": [{\"quantity\": 1}]}")
                .post(notesOf(tenant))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/contact/email", "/lines/0/text", "/title"))
                .body("errors.code", contains("invalid", "required", "required"));
    }

    @Test
    void turnsAViolatedConstraintIntoTheProblemOfItsName() {
        createNote(tenant, "once").then().statusCode(201);

        createNote(tenant, "once")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://trunkline.dev/problems/title-taken"))
                .body("detail", equalTo("Choose another title."));
    }

    @Test
    void refusesATextThatTheDatabaseCannotKeep() {
        createNote(tenant, "a\\u0000b")
                .then()
                .statusCode(422)
                .body("type", equalTo("https://trunkline.dev/problems/validation-failed"))
                .body("detail", containsString("NUL"));
    }

    @Test
    void saysNothingOfTheInsideWhenItFails() {
        asTenant(tenant)
                .get(notesOf(tenant) + "/broken")
                .then()
                .statusCode(500)
                .body("type", equalTo("https://trunkline.dev/problems/internal-error"))
                .body("detail", containsString("X-Correlation-Id"))
                .body(not(containsString("inside")))
                .body(not(containsString("Exception")));
    }

    @Test
    void answersWhatTheFrameworkRefusesWithAProblemToo() {
        String notes = notesOf(tenant);
        problem(asTenant(tenant).put(notes).then(), 405, "method-not-allowed")
                .header("Allow", "GET, HEAD, OPTIONS, POST");
        problem(asTenant(tenant).post(notes + "/" + UUID.randomUUID()).then(), 405, "method-not-allowed")
                .header("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH");
        problem(asTenant(tenant).accept("text/csv").get(notes).then(), 406, "not-acceptable");
        problem(asTenant(tenant).contentType("text/plain").body("a").post(notes).then(), 415, "unsupported-media-type");
        problem(asTenant(tenant).get("/v1/nothing").then(), 404, "not-found");
        problem(RestAssured.get("/nothing").then(), 404, "not-found");
    }

    @Test
    void refusesABodyThatIsTooLargeForItsResource() {
        String tooLarge = "{\"title\": \"" + "a".repeat(1_100_000) + "\"}";
        problem(
                asTenant(tenant)
                        .contentType("application/json")
                        .body(tooLarge)
                        .post(notesOf(tenant))
                        .then(),
                413,
                "payload-too-large");
        problem(
                asTenant(tenant)
                        .contentType("application/json")
                        .body(new ByteArrayInputStream(tooLarge.getBytes(StandardCharsets.UTF_8)))
                        .post(notesOf(tenant))
                        .then(),
                413,
                "payload-too-large");
        asTenant(tenant)
                .contentType("text/csv")
                .body("\n".repeat(1_100_000))
                .post(notesOf(tenant) + "/import")
                .then()
                .statusCode(201)
                .body("lines", equalTo(1_100_000));
        problem(
                asTenant(tenant)
                        .contentType("text/csv")
                        .body("\n".repeat(2_100_000))
                        .post(notesOf(tenant) + "/import")
                        .then(),
                413,
                "payload-too-large");
    }

    @Test
    void asksForATokenAndSaysWhatIsWrongWithOne() {
        problem(anonymous().get(notesOf(tenant)).then(), 401, "unauthenticated")
                .header("WWW-Authenticate", equalTo("Bearer"));
        for (String token : new String[] {
            "nonsense",
            TrunklineTestServers.issuer().token(java.util.Map.of("aud", "another")),
            TrunklineTestServers.issuer().token(java.util.Map.of("iss", "http://127.0.0.1/another")),
            TrunklineTestServers.issuer()
                    .token(java.util.Map.of("exp", java.time.Instant.now().getEpochSecond() - 600))
        }) {
            problem(
                            anonymous()
                                    .header("Authorization", "Bearer " + token)
                                    .get(notesOf(tenant))
                                    .then(),
                            401,
                            "unauthenticated")
                    .header("WWW-Authenticate", containsString("invalid_token"));
        }
    }

    @Test
    void namesTheRolesThatAreMissing() {
        problem(asPlatformAdmin().get(notesOf(tenant)).then(), 403, "forbidden")
                .body("detail", containsString("tenant-admin"));
    }

    @Test
    void givesEveryAnswerACorrelationId() {
        anonymous()
                .header("X-Correlation-Id", "order-4711")
                .get(notesOf(tenant))
                .then()
                .header("X-Correlation-Id", equalTo("order-4711"));
        anonymous()
                .header("X-Correlation-Id", "<script>")
                .get(notesOf(tenant))
                .then()
                .header("X-Correlation-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void asksToComeAgainWhenTheDatabaseIsAway() {
        createNote(tenant, "before").then().statusCode(201);
        TrunklineTestServers.postgres().stop(StopMode.FAST);
        try {
            problem(createNote(tenant, "meanwhile").then(), 503, "unavailable").header("Retry-After", equalTo("2"));
        } finally {
            TrunklineTestServers.postgres().restart();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        asTenant(tenant).get(notesOf(tenant)).then().extract().statusCode())
                .isEqualTo(200));
        asTenant(tenant).get(notesOf(tenant)).then().body("items.title", hasItem("before"));
    }

    @Test
    void asksToComeAgainWhenTheConnectionsOfItsPoolWereKilledAndIsWholeRightAfter() throws Exception {
        Runnable onOneConnection =
                () -> asTenant(tenant).get(notesOf(tenant)).then().statusCode(200);
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(onOneConnection))
                        .limit(8)
                        .toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);

        assertThat(count(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'platform_app'"))
                .isPositive();

        Set<String> taken = new TreeSet<>();
        for (int i = 0; i < 24; i++) {
            Response answer = createNote(tenant, "note " + i);
            if (answer.statusCode() == 201) {
                taken.add("note " + i);
            } else {
                problem(answer.then(), 503, "unavailable").header("Retry-After", equalTo("2"));
            }
        }
        assertThat(taken).contains("note 23");
        assertThat(new TreeSet<>(
                        asTenant(tenant).get(notesOf(tenant)).then().extract().<List<String>>path("items.title")))
                .isEqualTo(taken);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://trunkline.dev/problems/" + slug))
                .body("status", equalTo(status));
    }
}
