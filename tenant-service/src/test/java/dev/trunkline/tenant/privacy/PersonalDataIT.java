package dev.trunkline.tenant.privacy;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.LogCapture;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.Spans;
import dev.trunkline.tenant.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contact and users are written, edited, refused, looked for and removed; nothing of them may be in logs, metrics or traces. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class PersonalDataIT {

    private static final Map<String, Object> CONTACT = Map.of(
            "fullName", "Zinaida Findable",
            "email", "zinaida.findable@contoso.example",
            "companySize", "L50_U249",
            "telephoneNumber", "+49 30 7654321",
            "companyName", "Findable Holding");

    private static final List<String> SECRETS =
            List.of("zinaida", "findable", "7654321", "yolanda", "traceable", "493099887766", "493055544433");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject
    Spans traces;

    private final UUID userId = Ids.next();
    private UUID tenantId;
    private UUID operatorId;
    private String enablement;
    private String users;

    @BeforeEach
    void tenantAndOperator() {
        tenantId = World.tenant();
        operatorId = World.operator();
        enablement = "/v1/tenants/" + tenantId + "/operators/" + operatorId;
        users = "/v1/tenants/" + tenantId + "/users";
    }

    @Test
    void isInNoLogNoMetricAndNoTrace() throws IOException {
        try (LogCapture logs = LogCapture.open()) {
            // When
            contactIsWrittenEditedAndRefused();
            usersAreWrittenImportedRefusedAndLookedFor();
            everythingIsRemoved();

            // Then
            assertThat(logs.records()).as("what is looked at").anyMatch(record -> record.contains("users imported"));
            List<String> spans = traces.spans().stream().map(Object::toString).toList();
            assertThat(spans)
                    .as("what is looked at")
                    .anyMatch(span -> span.contains("/v1/tenants/{tenantId}/users"))
                    .anyMatch(span -> span.contains("insert into user_account"))
                    .anyMatch(span -> span.contains("send " + Topic.USERS.topicName()));
            String scraped = scrape();
            assertThat(scraped).contains("/v1/tenants/{tenantId}/users");
            assertThat(found(logs.records())).as("in logs").isEmpty();
            assertThat(found(spans)).as("in traces").isEmpty();
            assertThat(found(List.of(scraped.split("\n")))).as("in metrics").isEmpty();
        }
    }

    private void contactIsWrittenEditedAndRefused() {
        put(
                enablement,
                null,
                Map.of(
                        "countries", List.of(Map.of("country", "DE", "services", List.of("calling"))),
                        "contact", CONTACT,
                        "dataTransferNotice", Map.of("version", "2026-01", "accepted", true)),
                201);
        put(enablement + "/contact", etag(enablement), Map.of("fullName", "Zinaida Findable", "email", "zinaida"), 422);
        put(
                enablement + "/contact",
                etag(enablement),
                Map.of("Zinaida Findable", "zinaida.findable@contoso.example"),
                400);
        put(enablement + "/contact", etag(enablement), Map.of("fullName", List.of("Zinaida Findable")), 400);
        put(
                enablement + "/contact",
                etag(enablement),
                Map.of("fullName", "Zinaida\0Findable", "email", "z.findable@contoso.example", "companySize", "L2_U9"),
                null);
        put(
                enablement + "/contact",
                etag(enablement),
                Map.of("fullName", "Zinaida Findable", "email", "z.findable@contoso.example", "companySize", "L2_U9"),
                200);
        asTenant(tenantId)
                .header("Idempotency-Key", "Zinaida")
                .post(enablement + "/suspend")
                .then()
                .statusCode(200);
        asTenant(tenantId).get(enablement + "/history").then().statusCode(200);
    }

    private void usersAreWrittenImportedRefusedAndLookedFor() {
        Map<String, Object> user = Map.of(
                "userPrincipalName", "yolanda.traceable@contoso.example",
                "displayName", "Yolanda Traceable",
                "accountType", "user",
                "usageLocation", "DE",
                "onPremLineUri", "tel:+493099887766");
        put(users + "/" + userId, null, user, 201);
        put(users + "/" + Ids.next(), null, user, 409);
        put(
                users + "/" + Ids.next(),
                null,
                Map.of("displayName", "Yolanda Traceable", "usageLocation", "Traceable"),
                422);
        put(users + "/" + Ids.next(), null, Map.of("accountType", List.of("Yolanda Traceable")), 400);
        Response imported = asTenant(tenantId)
                .contentType("text/csv")
                .body(
                        """
                        userPrincipalName,displayName,accountType,usageLocation,onPremLineUri
                        yolanda.traceable@contoso.example,Yolanda T. Traceable,user,DE,tel:+493055544433
                        yolanda-traceable,Yolanda Traceable,yolanda,DE,+493055544433 Traceable
                        """)
                .post(users + "/import");
        imported.then().statusCode(201);
        asTenant(tenantId)
                .contentType("text/csv")
                .body("Yolanda Traceable\n")
                .post(users + "/import")
                .then()
                .statusCode(422);
        asTenant(tenantId)
                .contentType("application/json")
                .body("[{\"displayName\": \"Yolanda Traceable")
                .post(users + "/import")
                .then()
                .statusCode(400);
        for (String query : List.of(
                "userPrincipalName=yolanda.traceable@contoso.example",
                "userPrincipalNamePrefix=yolanda",
                "telephoneNumber=%2B493055544433",
                "telephoneNumber=Traceable",
                "pageToken=Traceable")) {
            asTenant(tenantId).urlEncodingEnabled(false).get(users + "?" + query);
        }
        asTenant(tenantId)
                .get(users + "/yolanda.traceable@contoso.example")
                .then()
                .statusCode(404);
    }

    private void everythingIsRemoved() {
        asTenant(tenantId)
                .header("If-Match", etag(users + "/" + userId))
                .delete(users + "/" + userId)
                .then()
                .statusCode(204);
        asTenant(tenantId)
                .header("If-Match", etag(enablement))
                .delete(enablement)
                .then()
                .statusCode(202);
        RemovalRequested question =
                Kafka.await(EventType.REMOVAL_REQUESTED, tenantId.toString(), RemovalRequested.class, any -> true);
        Kafka.say(new RemovalDecided(
                question.removalId(),
                tenantId,
                operatorId,
                question.epoch(),
                question.scope(),
                RemovalOutcome.ACCEPTED,
                0,
                0,
                List.of(),
                Instant.now(),
                question.requestedAt()));
        Awaitility.await().atMost(World.PATIENCE).until(() -> "removed"
                .equals(asTenant(tenantId).get(enablement).path("status")));
    }

    private void put(String path, String ifMatch, Map<String, Object> body, Integer status) {
        var request = asTenant(tenantId).contentType("application/json").body(body);
        Response response = (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(path);
        if (status != null) {
            response.then().statusCode(status);
        }
    }

    private String etag(String path) {
        return World.etag(tenantId, path);
    }

    private String scrape() throws IOException {
        try (InputStream body = metrics.openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> found(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (SECRETS.stream().anyMatch(lower::contains)) {
                found.add(line);
            }
        }
        return found;
    }
}
