package dev.trunkline.platform.web;

import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URL;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class SecurityHeadersTest {

    private final UUID tenant = UUID.randomUUID();

    @TestHTTPResource(value = "/health/live", management = true)
    URL health;

    @Test
    void areOnEveryAnswerWhoeverGivesIt() {
        List<Response> answers = List.of(
                createNote(tenant, "a"),
                asTenant(tenant).get(notesOf(tenant)),
                asTenant(tenant).get(notesOf(tenant) + "/broken"),
                asTenant(tenant).delete(notesOf(tenant)),
                RestAssured.get(notesOf(tenant)),
                RestAssured.given().header("Authorization", "Bearer nonsense").get(notesOf(tenant)),
                RestAssured.get("/nowhere"),
                RestAssured.get("/q/openapi"),
                asTenant(tenant)
                        .contentType("text/csv")
                        .body("x".repeat(3_000_000))
                        .post(notesOf(tenant) + "/import"),
                RestAssured.get(health));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsExactly(201, 200, 500, 405, 401, 401, 404, 200, 413, 200);
        for (Response answer : answers) {
            answer.then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store")
                    .header("Strict-Transport-Security", containsString("max-age="))
                    .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
    }

    @Test
    void letTheDescriptionOfTheApiBeShown() {
        RestAssured.get("/q/swagger-ui/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"));
    }
}
