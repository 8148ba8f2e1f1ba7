package dev.trunkline.tenant.userimport;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class UserImportIT {

    private static final String HEADINGS = "userPrincipalName,displayName,accountType,usageLocation,licences\n";

    @TestHTTPResource
    URL service;

    @Inject
    UserImportPurgeJob purge;

    @Inject
    UserImportConfig config;

    private UUID tenantId;
    private String users;

    @BeforeEach
    void tenant() {
        tenantId = World.tenant();
        users = "/v1/tenants/" + tenantId + "/users";
    }

    @Test
    void createsUsersAndTellsTheOthersOfEach() {
        // Given
        UUID ada = Ids.next();

        // When
        Response answer = json(
                """
                [{"userId": "%s", "userPrincipalName": "ada@contoso.example", "displayName": "Ada", "accountType": "user",
                  "usageLocation": "DE", "licences": ["phoneSystem", "callingPlan"], "coexistenceMode": "teamsOnly"},
                 {"userPrincipalName": "bridge@contoso.example", "displayName": "Bridge \\"1\\", north\\\\south",
                  "accountType": "conferenceBridge", "usageLocation": "SE", "onPremLineUri": null}]"""
                        .formatted(ada));

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", containsString(users + "/imports/"))
                .body("counts", equalTo(Map.of("total", 2, "created", 2, "changed", 0, "unchanged", 0, "rejected", 0)));
        asTenant(tenantId)
                .get(users + "/" + ada)
                .then()
                .body("licences", equalTo(List.of("callingPlan", "phoneSystem")))
                .body("effectiveCoexistenceMode", equalTo("teamsOnly"));
        asTenant(tenantId)
                .get(users + "?accountType=conferenceBridge")
                .then()
                .body("items.displayName", equalTo(List.of("Bridge \"1\", north\\south")))
                .body("items.effectiveCoexistenceMode", equalTo(List.of("islands")));
        Kafka.await(EventType.USER_CHANGED, tenantId + ":" + ada, UserChanged.class, event -> event.licences()
                .equals(List.of("callingPlan", "phoneSystem")));
        asTenant(tenantId)
                .get(answer.header("Location").replaceFirst("^https?://[^/]+", ""))
                .then()
                .statusCode(200)
                .body("counts.created", equalTo(2));
    }

    @Test
    void changesWhatARowSaysAndLeavesTheRest() {
        // Given
        csv("""
                        userPrincipalName,displayName,accountType,usageLocation,licences,onPremLineUri,onlineVoiceRoutingPolicy
                        ada@contoso.example,Ada,user,DE,phoneSystem,tel:+4930123,Berlin
                        bob@contoso.example,Bob,user,DE,,,
                        """)
                .then()
                .statusCode(201);
        String ada = find("ada@contoso.example").path("items[0].userId");

        // When
        Response answer = csv(
                """
                \uFEFFuserPrincipalName,licences,onlineVoiceRoutingPolicy,displayName\r
                ADA@contoso.example,phoneSystem; audioConferencing,,"Lovelace, Ada"\r
                bob@contoso.example,,,Bob\r
                """);

        // Then
        answer.then()
                .statusCode(201)
                .body("counts", equalTo(Map.of("total", 2, "created", 0, "changed", 1, "unchanged", 1, "rejected", 0)));
        find("ada@contoso.example")
                .then()
                .body("items[0].userId", equalTo(ada))
                .body("items[0].displayName", equalTo("Lovelace, Ada"))
                .body("items[0].licences", equalTo(List.of("audioConferencing", "phoneSystem")))
                .body("items[0].onPremLineUri", equalTo("tel:+4930123"))
                .body("items[0].onlineVoiceRoutingPolicy", nullValue());
        Kafka.await(
                EventType.USER_CHANGED,
                tenantId + ":" + ada,
                UserChanged.class,
                event -> !event.hasVoiceRoutingPolicy() && "tel:+4930123".equals(event.onPremLineUri()));

        csv("userPrincipalName,onPremLineUri\nada@contoso.example,\n").then().body("counts.changed", equalTo(1));
        Kafka.await(
                EventType.USER_CHANGED,
                tenantId + ":" + ada,
                UserChanged.class,
                event -> event.onPremLineUri() == null && event.revision() > 1);
        long told = Kafka.heard(EventType.USER_CHANGED, tenantId + ":" + ada, UserChanged.class).stream()
                .mapToLong(UserChanged::revision)
                .distinct()
                .count();
        assertThat(told).isEqualTo(3);
    }

    @Test
    void saysOfEachRowEverythingThatIsWrongAndAppliesTheOthers() {
        // Given
        csv(HEADINGS + "taken@contoso.example,Taken,user,DE,\nkind@contoso.example,Kind,user,DE,\n");
        UUID known = Ids.next();

        // When
        Response answer = json(
                """
                [{"userId": "%1$s", "userPrincipalName": "good@contoso.example", "displayName": "Good", "accountType": "user",
                  "usageLocation": "DE"},
                 {"userPrincipalName": "ada", "displayName": " ", "accountType": "robot", "usageLocation": "XX",
                  "licences": ["", 7], "telephoneNumbers": [], "registrarPool": 1},
                 {"displayName": "Nobody"},
                 {"userPrincipalName": "new@contoso.example"},
                 {"userId": "%1$s", "displayName": "Again"},
                 {"userId": "%2$s", "userPrincipalName": "TAKEN@contoso.example", "displayName": "T", "accountType": "user",
                  "usageLocation": "DE"},
                 {"userPrincipalName": "kind@contoso.example", "accountType": "resourceAccount"},
                 17,
                 {"userId": "x", "displayName": "No id"}]"""
                        .formatted(known, Ids.next()));

        // Then
        answer.then()
                .statusCode(201)
                .body("counts", equalTo(Map.of("total", 9, "created", 1, "changed", 0, "unchanged", 0, "rejected", 8)));
        String rows = users + "/imports/" + answer.path("importId") + "/rows";
        Response rejected = asTenant(tenantId).get(rows + "?outcome=rejected&limit=5");
        rejected.then()
                .statusCode(200)
                .body("items.line", equalTo(List.of(2, 3, 4, 5, 6)))
                .body("nextPageToken", notNullValue());
        assertThat(errors(rejected, 0))
                .containsExactlyInAnyOrder(
                        "invalid /userPrincipalName",
                        "required /displayName",
                        "invalid /accountType",
                        "invalid /usageLocation",
                        "invalid /licences/0",
                        "invalid /licences/1",
                        "unknown-member /telephoneNumbers",
                        "invalid /registrarPool");
        assertThat(errors(rejected, 1)).containsExactly("required /userId");
        assertThat(errors(rejected, 2))
                .containsExactlyInAnyOrder("required /displayName", "required /accountType", "required /usageLocation");
        assertThat(errors(rejected, 3)).containsExactly("duplicate-in-import null");
        assertThat(errors(rejected, 4)).containsExactly("user-principal-name-taken /userPrincipalName");
        Response rest = asTenant(tenantId).get(rows + "?outcome=rejected&pageToken=" + rejected.path("nextPageToken"));
        assertThat(errors(rest, 0)).containsExactly("account-type-fixed /accountType");
        assertThat(errors(rest, 1)).containsExactly("invalid ");
        assertThat(errors(rest, 2)).containsExactly("invalid /userId");
        asTenant(tenantId)
                .get(rows + "?outcome=created")
                .then()
                .body("items.userId", equalTo(List.of(known.toString())));
        asTenant(tenantId).get(users).then().body("items", hasSize(3));
        assertThat(World.select("select 1 from user_import_staging")).isEmpty();
    }

    private static Set<String> errors(Response page, int item) {
        List<Map<String, String>> errors = page.path("items[" + item + "].errors");
        return errors.stream()
                .map(error -> error.get("code") + " " + error.get("pointer"))
                .collect(Collectors.toSet());
    }

    @Test
    void passesNamesOnFromUserToUser() {
        // Given
        csv(HEADINGS
                + "ada@contoso.example,Ada,user,DE,\nbob@contoso.example,Bob,user,DE,\ncy@contoso.example,Cy,user,DE,\n"
                + "dan@contoso.example,Dan,user,DE,\neve@contoso.example,Eve,user,DE,\n");
        Map<String, String> ids = new HashMap<>();
        List.of("ada", "bob", "cy", "dan", "eve")
                .forEach(name -> ids.put(name, find(name + "@contoso.example").path("items[0].userId")));
        String fay = Ids.next().toString();

        // When Ada and Bob swap, Fay gets what Cy gives up, Dan wants what Eve does not get rid of
        Response answer = csv("userId,userPrincipalName,displayName,accountType,usageLocation\n"
                + ids.get("ada") + ",BOB@contoso.example,Ada,user,DE\n"
                + ids.get("bob") + ",ada@contoso.example,Bob,user,DE\n"
                + fay + ",cy@contoso.example,Fay,user,DE\n"
                + ids.get("cy") + ",cyrus@contoso.example,Cy,user,DE\n"
                + ids.get("dan") + ",eve@contoso.example,Dan,user,DE\n"
                + ids.get("eve") + ",evelyn@contoso.example,Eve,resourceAccount,DE\n"
                + Ids.next() + ",dan@contoso.example,Gil,user,DE\n");

        // Then
        answer.then()
                .statusCode(201)
                .body("counts", equalTo(Map.of("total", 7, "created", 1, "changed", 3, "unchanged", 0, "rejected", 3)));
        Response rejected =
                asTenant(tenantId).get(users + "/imports/" + answer.path("importId") + "/rows?outcome=rejected");
        rejected.then().body("items.line", equalTo(List.of(5, 6, 7)));
        assertThat(errors(rejected, 0)).containsExactly("user-principal-name-taken /userPrincipalName");
        assertThat(errors(rejected, 1)).containsExactly("account-type-fixed /accountType");
        assertThat(errors(rejected, 2)).containsExactly("user-principal-name-taken /userPrincipalName");
        assertThat(Map.of(
                        "ada", name(ids.get("ada")),
                        "bob", name(ids.get("bob")),
                        "cy", name(ids.get("cy")),
                        "dan", name(ids.get("dan")),
                        "eve", name(ids.get("eve")),
                        "fay", name(fay)))
                .isEqualTo(Map.of(
                        "ada", "BOB@contoso.example",
                        "bob", "ada@contoso.example",
                        "cy", "cyrus@contoso.example",
                        "dan", "dan@contoso.example",
                        "eve", "eve@contoso.example",
                        "fay", "cy@contoso.example"));
    }

    private String name(String userId) {
        return asTenant(tenantId).get(users + "/" + userId).path("userPrincipalName");
    }

    @Test
    void bringsADeletedUserBackAsARowDescribesIt() {
        // Given
        csv(HEADINGS + "ada@contoso.example,Ada,user,DE,phoneSystem\n");
        String ada = find("ada@contoso.example").path("items[0].userId");
        asTenant(tenantId)
                .header("If-Match", World.etag(tenantId, users + "/" + ada))
                .delete(users + "/" + ada)
                .then()
                .statusCode(204);

        // When
        csv("userId," + HEADINGS + ada + ",room@contoso.example,Room,resourceAccount,SE,\n")
                .then()
                .body("counts.created", equalTo(1));

        // Then
        asTenant(tenantId)
                .get(users + "/" + ada)
                .then()
                .statusCode(200)
                .body("accountType", equalTo("resourceAccount"))
                .body("licences", hasSize(0));
    }

    @Test
    void countsABodyThatIsCutAsNothing() throws IOException {
        String rows = HEADINGS + "ada@contoso.example,Ada,user,DE,\n".repeat(1);
        cut("text/csv", "Content-Length: " + (rows.length() + 100) + "\r\n\r\n" + rows);
        cut(
                "text/csv",
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(rows.length()) + "\r\n" + rows + "\r\n");
        json("""
                        [{"userPrincipalName": "ada@contoso.example", "displayName": "Ada", "accountType": "user",
                          "usageLocation": "DE"}, {"userPrincipalName": "bob@""")
                .then()
                .statusCode(400)
                .body("type", endsWith("user-import-incomplete"));

        csv(HEADINGS + "bob@contoso.example,Bob,user,DE,\n").then().statusCode(201);
        asTenant(tenantId).get(users).then().body("items.displayName", equalTo(List.of("Bob")));
        assertThat(World.select("select 1 from user_import where tenant_id = ?", tenantId))
                .hasSize(1);
        assertThat(World.select("select 1 from user_import_staging")).isEmpty();
    }

    /** Sends a body without its end, closes, and waits until nobody works on it any more. */
    private void cut(String type, String headersAndBody) throws IOException {
        String request = "POST " + users + "/import HTTP/1.1\r\nHost: " + service.getHost() + "\r\nContent-Type: "
                + type
                + "\r\nAuthorization: Bearer " + TrunklineTestServers.issuer().tenantToken(tenantId) + "\r\n"
                + headersAndBody;
        try (Socket connection = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = connection.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            Awaitility.await().atMost(World.PATIENCE).until(() -> !requestsUnderWay()
                    .isEmpty());
        }
        Awaitility.await().atMost(World.PATIENCE).until(() -> requestsUnderWay().isEmpty());
    }

    private static List<Object> requestsUnderWay() {
        return World.select(
                "select pid from pg_stat_activity where usename = 'tenant_app' and xact_start is not null and state <> 'idle'");
    }

    @Test
    void readsRowsAsTheyCome() throws IOException {
        // Given
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(service + users.substring(1) + "/import").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        connection.setRequestProperty("Content-Type", "text/csv");
        connection.setRequestProperty(
                "Authorization", "Bearer " + TrunklineTestServers.issuer().tenantToken(tenantId));

        // When
        try (OutputStream body = connection.getOutputStream()) {
            body.write(rows(1, 3_000));
            body.flush();

            // Then
            Awaitility.await().atMost(World.PATIENCE).until(() -> !World.select(
                            "select 1 from pg_stat_progress_copy where datname = 'tenant' and tuples_processed > 1000")
                    .isEmpty());
        }
        assertThat(connection.getResponseCode()).isEqualTo(201);
        connection.disconnect();
    }

    @Test
    void answersARepeatWithTheSameKeyAsItAnsweredFirst() {
        String body = HEADINGS + "ada@contoso.example,Ada,user,DE,\n";

        Response first = csvWithKey("import-1", body);
        Response repeat = csvWithKey("import-1", body);

        first.then().statusCode(201).body("counts.created", equalTo(1));
        repeat.then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("importId", equalTo(first.path("importId")));
        csvWithKey("import-1", body + "bob@contoso.example,Bob,user,DE,\n")
                .then()
                .statusCode(422);
        csv(body).then().body("counts.unchanged", equalTo(1));
        asTenant(tenantId).get(users).then().body("items", hasSize(1));
    }

    private Response csvWithKey(String key, String body) {
        return asTenant(tenantId)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(body)
                .post(users + "/import");
    }

    @Test
    void refusesWhatIsNoListOfUsers() {
        csv("userPrincipalName,colour,displayName,displayName\nx,y,z,z\n")
                .then()
                .statusCode(422)
                .body("type", endsWith("headings-unknown"))
                .body("errors.code", equalTo(List.of("heading-unknown", "duplicate")));
        csv(HEADINGS).then().statusCode(422).body("type", endsWith("user-import-empty"));
        json("{}").then().statusCode(400).body("type", endsWith("user-import-unreadable"));
        json("[]").then().statusCode(422);
        json("[] []").then().statusCode(400);
        json("[{}] []").then().statusCode(400).body("type", endsWith("user-import-unreadable"));
        json("[{\"displayName\": \"a\", \"displayName\": \"b\"}]").then().statusCode(400);
        UUID nobody = Ids.next();
        asTenant(nobody)
                .contentType("text/csv")
                .body(HEADINGS + "ada@contoso.example,Ada,user,DE,\n")
                .post("/v1/tenants/" + nobody + "/users/import")
                .then()
                .statusCode(404)
                .body("type", endsWith("tenant-unknown"));
        asTenant(nobody)
                .contentType("text/csv")
                .body(HEADINGS)
                .post(users + "/import")
                .then()
                .statusCode(404);
        asOperator(nobody)
                .contentType("text/csv")
                .body(HEADINGS)
                .post(users + "/import")
                .then()
                .statusCode(403);
        asTenant(tenantId).get(users + "/imports/" + Ids.next()).then().statusCode(404);
        asTenant(tenantId)
                .get(users + "/imports/" + Ids.next() + "/rows")
                .then()
                .statusCode(404);
    }

    /** Most of them fail by their names and cost little; each has a result all the same. */
    @Test
    void takesAHundredThousandRowsInOneRequest() {
        // Given
        String rows = IntStream.rangeClosed(1, 100_000)
                .mapToObj(i -> i % 50 == 0 ? "user" + i + "@contoso.example,User,user,DE,\n" : "user,User,user,DE,\n")
                .collect(Collectors.joining());

        // When
        Response answer = csv(HEADINGS + rows);

        // Then
        answer.then()
                .statusCode(201)
                .body("counts.total", equalTo(100_000))
                .body("counts.created", equalTo(2_000))
                .body("counts.rejected", equalTo(98_000));
        assertThat(config.maxRows()).isEqualTo(100_000);
        assertThat(World.select("select count(*) from user_account where tenant_id = ?", tenantId))
                .containsExactly(2_000L);
        assertThat(World.select("select count(*) from user_import_row where tenant_id = ?", tenantId))
                .containsExactly(100_000L);
    }

    private static byte[] rows(int first, int last) {
        return (HEADINGS
                        + IntStream.rangeClosed(first, last)
                                .mapToObj(i -> "user" + i + "@contoso.example,User " + i + ",user,DE,phoneSystem\n")
                                .collect(Collectors.joining()))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void forgetsWhatBecameOfRowsAfterThirtyDays() throws SQLException {
        Response old = csv(HEADINGS + "ada@contoso.example,Ada,user,DE,\n");
        Response young = csv(HEADINGS + "bob@contoso.example,Bob,user,DE,\n");
        World.execute("update user_import set received_at = received_at - interval '30 days' where import_id = '"
                + old.path("importId") + "'");

        purge.purge();

        asTenant(tenantId)
                .get(users + "/imports/" + old.path("importId"))
                .then()
                .statusCode(404);
        asTenant(tenantId)
                .get(users + "/imports/" + young.path("importId"))
                .then()
                .statusCode(200);
        assertThat(World.select("select 1 from user_import_row where tenant_id = ?", tenantId))
                .hasSize(1);
    }

    private Response find(String name) {
        return asTenant(tenantId).get(users + "?userPrincipalName=" + name);
    }

    private Response csv(String body) {
        return csv(body.getBytes(StandardCharsets.UTF_8));
    }

    private Response csv(byte[] body) {
        return asTenant(tenantId).contentType("text/csv").body(body).post(users + "/import");
    }

    private Response json(String body) {
        return asTenant(tenantId).contentType("application/json").body(body).post(users + "/import");
    }
}
