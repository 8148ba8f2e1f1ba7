package dev.trunkline.platform.web;

import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.database;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.notes.NotesApplication.waiting;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class RequestsTest {

    private final UUID tenant = UUID.randomUUID();

    @Test
    void goesThroughAListPageByPage() {
        for (String title : List.of("a", "b", "c", "d", "e")) {
            createNote(tenant, title).then().statusCode(201);
        }
        List<String> titles = new ArrayList<>();
        int pages = 0;
        String token = null;
        do {
            RequestSpecification request = asTenant(tenant).queryParam("limit", 2);
            if (token != null) {
                request.queryParam("pageToken", token);
            }
            Response page = request.get(notesOf(tenant));
            page.then().statusCode(200);
            titles.addAll(page.path("items.title"));
            token = page.path("nextPageToken");
            pages++;
        } while (token != null);

        assertThat(titles).containsExactly("a", "b", "c", "d", "e");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void refusesATokenOfAnotherQuery() {
        createNote(tenant, "a").then().statusCode(201);
        createNote(tenant, "b").then().statusCode(201);
        String token = asTenant(tenant)
                .queryParam("limit", 1)
                .get(notesOf(tenant))
                .then()
                .extract()
                .path("nextPageToken");

        asTenant(tenant)
                .queryParam("pageToken", token)
                .get(notesOf(tenant))
                .then()
                .statusCode(200);
        asTenant(tenant)
                .queryParam("pageToken", token)
                .queryParam("usage", "conferenceAssignment")
                .get(notesOf(tenant))
                .then()
                .statusCode(400)
                .body("detail", containsString("pageToken"));
        asTenant(tenant)
                .queryParam("pageToken", "%%%")
                .get(notesOf(tenant))
                .then()
                .statusCode(400);
        asTenant(tenant)
                .queryParam("pageToken", "aGFsbG8")
                .get(notesOf(tenant))
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", "99999999999"})
    void refusesALimitOutOfBounds(String limit) {
        asTenant(tenant)
                .queryParam("limit", limit)
                .get(notesOf(tenant))
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("limit must be an integer from 1 to 1000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4930123456", "%2B4930123456", "+4930123456"})
    void readsTelephoneNumbersHoweverTheirPlusCame(String number) {
        asTenant(tenant)
                .contentType("application/json")
                .body("{\"title\": \"a\", \"number\": \"+4930123456\", \"usage\": \"conferenceAssignment\"}")
                .post(notesOf(tenant))
                .then()
                .statusCode(201);

        asTenant(tenant)
                .urlEncodingEnabled(false)
                .get(notesOf(tenant) + "?usage=conferenceAssignment&number=" + number)
                .then()
                .statusCode(200)
                .body("items.number", contains("+4930123456"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"number=030", "usage=faxing"})
    void refusesAFilterThatIsNoValueOfItsKind(String filter) {
        asTenant(tenant).get(notesOf(tenant) + "?" + filter).then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-02-03?at=noon", "2026-02-03?among=few", "2026-02-03"})
    void readsPathsAndQueriesStrictly(String rest) {
        int status = rest.contains("?") ? 422 : 404;
        asTenant(tenant).get(notesOf(tenant) + "/on/" + rest).then().statusCode(status);
    }

    @Test
    void changesOnlyWhatTheCallerHasSeen() {
        String note = notesOf(tenant) + "/" + createNote(tenant, "a").path("noteId");
        String tag = asTenant(tenant).get(note).header("ETag");

        patch(note, null, "{\"title\": \"b\"}").then().statusCode(428);
        patch(note, "\"17\"", "{\"title\": \"b\"}").then().statusCode(412);
        patch(note, tag, "{\"title\": \"b\"}").then().statusCode(200).body("title", equalTo("b"));
        patch(note, tag, "{\"title\": \"c\"}").then().statusCode(412);
        asTenant(tenant).header("If-Match", "*").delete(note).then().statusCode(204);
        asTenant(tenant).get(note).then().statusCode(404);
    }

    @Test
    void aPatchTellsNullFromAbsent() {
        String note = notesOf(tenant) + "/"
                + asTenant(tenant)
                        .contentType("application/json")
                        .body("{\"title\": \"a\", \"number\": \"+4930123456\", \"usage\": \"conferenceAssignment\"}")
                        .post(notesOf(tenant))
                        .path("noteId");

        patch(note, "*", "{\"number\": null}")
                .then()
                .statusCode(200)
                .body("number", nullValue())
                .body("usage", equalTo("conferenceAssignment"));
        patch(note, "*", "{\"title\": null}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/title"))
                .body("errors.code", contains("required"));
        patch(note, "*", "{\"titel\": \"b\"}").then().statusCode(400).body("errors.pointer", contains("/titel"));
        patch(note, "*", "[]").then().statusCode(400);
        asTenant(tenant)
                .header("If-Match", "*")
                .contentType("application/json")
                .body("{}")
                .patch(note)
                .then()
                .statusCode(415);
    }

    @Test
    void answersAChangeThatCameBetweenWithAConflict() throws Exception {
        String note = notesOf(tenant) + "/" + createNote(tenant, "a").path("noteId");
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update note set revision = revision + 1 where tenant_id = '" + tenant + "'");
            CompletableFuture<Response> change =
                    CompletableFuture.supplyAsync(() -> patch(note, "\"0\"", "{\"title\": \"b\"}"));
            await().until(() -> waiting() == 1);
            connection.commit();

            change.get().then().statusCode(409).body("type", equalTo("https://trunkline.dev/problems/conflict"));
        }
    }

    private Response patch(String note, String ifMatch, String body) {
        RequestSpecification request =
                asTenant(tenant).contentType("application/merge-patch+json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(note);
    }
}
