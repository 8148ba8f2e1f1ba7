package dev.trunkline.platform.idempotency;

import static dev.trunkline.platform.notes.NotesApplication.count;
import static dev.trunkline.platform.notes.NotesApplication.database;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.notes.NotesApplication.waiting;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.notes.NotesApplication;
import dev.trunkline.platform.testing.BusinessTime;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class IdempotencyTest {

    @Inject
    IdempotencyPurgeJob purgeJob;

    private final UUID tenant = UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    @Test
    void answersARepeatWithTheFirstAnswer() throws SQLException {
        Response first = create(key, "once");
        Response repeat = create(key, "once");

        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        repeat.then()
                .statusCode(201)
                .header("Idempotent-Replayed", equalTo("true"))
                .header("Location", equalTo(first.header("Location")))
                .header("ETag", equalTo(first.header("ETag")))
                .contentType(first.contentType());
        assertThat(repeat.asString()).isEqualTo(first.asString());
        assertThat(count("select count(*) from note where tenant_id = '" + tenant + "'"))
                .isEqualTo(1);
    }

    @Test
    void refusesTheKeyForAnotherBodyOrQuery() {
        create(key, "once").then().statusCode(201);

        create(key, "twice")
                .then()
                .statusCode(422)
                .body("type", equalTo("https://trunkline.dev/problems/idempotency-key-reused"));
        asTenant(tenant)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body("once"))
                .post(notesOf(tenant) + "?dryRun=true")
                .then()
                .statusCode(422);
    }

    @Test
    void aKeyBelongsToItsCallerAndPath() {
        UUID other = UUID.randomUUID();
        create(key, "once").then().statusCode(201);

        asTenant(other)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body("once"))
                .post(notesOf(other))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
        asTenant(tenant)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body("imported")
                .post(notesOf(tenant) + "/import")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
    }

    @Test
    void refusesASecondRequestWhileTheFirstIsUnderWay() throws Exception {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            // Given a first request that waits for the title that another transaction has taken and not committed
            connection.setAutoCommit(false);
            statement.execute("insert into note (note_id, tenant_id, title, revision) values (gen_random_uuid(), '"
                    + tenant + "', 'held', 0)");
            CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> create(key, "held"));
            await().until(() -> waiting() == 1);

            // When
            Response second = create(key, "held");

            // Then
            second.then()
                    .statusCode(409)
                    .body("type", equalTo("https://trunkline.dev/problems/idempotency-in-progress"))
                    .header("Retry-After", equalTo("1"));
            connection.rollback();
            first.get().then().statusCode(201);
            create(key, "held").then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        }
        assertThat(count("select count(*) from note where tenant_id = '" + tenant + "'"))
                .isEqualTo(1);
    }

    @Test
    void doesNotRememberARequestThatWasRolledBack() throws SQLException {
        NotesApplication.createNote(tenant, "taken").then().statusCode(201);
        create(key, "taken").then().statusCode(409).body("type", equalTo("https://trunkline.dev/problems/title-taken"));
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from note where tenant_id = '" + tenant + "'");
        }

        create(key, "taken").then().statusCode(201).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void hashesAStreamedBodyToItsEnd() {
        Response first = importing("one\ntwo\n");

        first.then().statusCode(201).body("lines", equalTo(2));
        importing("one\ntwo\n").then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        importing("one\nthree\n").then().statusCode(422);
    }

    private Response importing(String csv) {
        return asTenant(tenant)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(csv)
                .post(notesOf(tenant) + "/import");
    }

    @Test
    void forgetsAfter24Hours() throws SQLException {
        String late = create(key, "first").then().statusCode(201).extract().path("noteId");
        try {
            BusinessTime.pass("platform", Duration.ofHours(25));

            create(key, "second").then().statusCode(201).body("noteId", not(equalTo(late)));

            String stale = UUID.randomUUID().toString();
            create(stale, "third").then().statusCode(201);
            BusinessTime.pass("platform", Duration.ofHours(25));
            purgeJob.purge();
        } finally {
            BusinessTime.reset("platform");
        }
        assertThat(count("select count(*) from idempotency_record where tenant_id = '" + tenant + "'"))
                .isZero();
    }

    @Test
    void refusesAKeyThatIsNone() {
        create("a key", "once").then().statusCode(422);
    }

    private Response create(String withKey, String title) {
        return asTenant(tenant)
                .header("Idempotency-Key", withKey)
                .contentType("application/json")
                .body(body(title))
                .post(notesOf(tenant));
    }

    private static String body(String title) {
        return "{\"title\": \"" + title + "\"}";
    }
}
