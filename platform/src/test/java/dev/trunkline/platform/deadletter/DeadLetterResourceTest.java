package dev.trunkline.platform.deadletter;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static dev.trunkline.platform.testing.TokenClient.managed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.messaging.RawProducer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class DeadLetterResourceTest {

    private static final String PATH = "/v1/admin/dead-letters";

    @Inject
    OperatorsHandler handler;

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    @Test
    void listsAndReplaysWhatCouldNotBeApplied() {
        // Given
        UUID eventId;
        try (RawProducer producer = new RawProducer(TrunklineTestServers.kafka().bootstrapServers())) {
            eventId = producer.send(operator("Unbearable"));
        }
        Map<String, Object> letter =
                await().atMost(Duration.ofSeconds(40)).until(() -> letterOf(eventId), found -> found != null);
        assertThat(letter).doesNotContainKey("payload").containsEntry("replayAttempts", 0);
        assertThat(letter.get("error").toString()).doesNotContain("Unbearable");
        String replay = managed(PATH + "/" + letter.get("deadLetterId") + "/replay");
        asPlatformAdmin()
                .post(replay)
                .then()
                .statusCode(409)
                .body("type", containsString("replay-failed"))
                .body("detail", not(containsString("Unbearable")));

        // When
        handler.repair();
        asPlatformAdmin().post(replay).then().statusCode(200).body("replayAttempts", equalTo(2));

        // Then
        assertThat(handler.hasApplied(eventId)).isTrue();
        assertThat(letterOf(eventId)).isNull();
        asPlatformAdmin().post(replay).then().statusCode(200).body("replayAttempts", equalTo(2));
    }

    @Test
    void saysThatThereIsNoSuchLetter() {
        asPlatformAdmin()
                .post(managed(PATH + "/" + UUID.randomUUID() + "/replay"))
                .then()
                .statusCode(404)
                .body("type", containsString("not-found"));
    }

    @Test
    void isForPlatformAdminsOnly() {
        asTenant(UUID.randomUUID()).get(managed(PATH)).then().statusCode(403);
        asTenant(UUID.randomUUID())
                .post(managed(PATH + "/" + UUID.randomUUID() + "/replay"))
                .then()
                .statusCode(403);
    }

    @Test
    void areOnThePortOfManagementAlone() {
        asPlatformAdmin().get(PATH).then().statusCode(404).body("type", endsWith("/not-found"));
        String notes = "/tenants/" + UUID.randomUUID() + "/notes";
        for (String path : List.of(
                "/v1//admin/dead-letters",
                "/v1/%61dmin/dead-letters",
                managed("/v1" + notes),
                managed("/v1/admin/%2e%2e" + notes),
                managed("/v1/admin/.." + notes))) {
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .header(
                            "Authorization",
                            "Bearer " + TrunklineTestServers.issuer().platformAdminToken())
                    .get(path)
                    .then()
                    .statusCode(404);
        }
        anonymous().get(managed(PATH)).then().statusCode(401);
        asPlatformAdmin().get(managed(PATH)).then().statusCode(200).header("X-Frame-Options", "DENY");
    }

    @Test
    void tellsThatBothLoopsTurn() {
        RestAssured.get(live).then().statusCode(200).body("checks.name", hasItems("outbox relay turns", "inbox turns"));
    }

    private static Map<String, Object> letterOf(UUID eventId) {
        List<Map<String, Object>> items = asPlatformAdmin()
                .get(managed(PATH))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        return items.stream()
                .filter(item -> eventId.toString().equals(item.get("eventId")))
                .findFirst()
                .orElse(null);
    }

    private static OperatorChanged operator(String name) {
        return new OperatorChanged(
                UUID.randomUUID(),
                1,
                name,
                "https://example.com",
                null,
                null,
                "support@example.com",
                OperatorStatus.LISTED,
                List.of(),
                0,
                false,
                false);
    }
}
