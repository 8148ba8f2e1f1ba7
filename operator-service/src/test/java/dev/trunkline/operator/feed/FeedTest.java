package dev.trunkline.operator.feed;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator's portal hears of, however it connects. */
@QuarkusTest
class FeedTest extends OperatorServiceTest {

    @TestHTTPResource
    URI service;

    private final Scene scene = new Scene();

    @Test
    void tellsOfConsentsAndOrdersInOneOrderThatCanBeReadAgain() {
        // Given
        OtherServices.say(scene.contact(1, "Ada Lovelace"));
        scene.register("DE").consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);
        Scene.eventually(() -> read(null).getList("items").size() == 4);

        // When
        JsonPath all = read(null);
        JsonPath rest = read("2");
        JsonPath nothing = read(all.getString("next"));

        // Then
        assertThat(all.getList("items.position")).containsExactly(1, 2, 3, 4);
        assertThat(all.getList("items.type"))
                .containsExactly("consent.changed", "consent.contact-changed", "order.changed", "order.changed");
        assertThat(all.getList("items.data.action")).contains("submitted", "accepted");
        assertThat(all.getString("items[3].data.orderId")).isEqualTo(orderId.toString());
        assertThat(all.prettify()).doesNotContain("Ada Lovelace");
        assertThat(rest.getList("items.eventId"))
                .isEqualTo(all.getList("items.eventId").subList(2, 4));
        assertThat(nothing.getList("items")).isEmpty();
        assertThat(nothing.getString("next")).isEqualTo(all.getString("next"));
    }

    @Test
    void showsEachOperatorItsOwnAlone() {
        scene.register("DE").consent(1, "DE");
        Scene.eventually(() -> read(null).getList("items").size() == 1);
        UUID other = UUID.randomUUID();

        asOperator(other)
                .get("/v1/operators/" + other + "/events")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        asOperator(other).get(path()).then().statusCode(404);
    }

    @Test
    void saysAConsentThatIsSaidAgainOnce() {
        scene.register("DE");
        var consent = scene.enablement(1, EnablementStatus.ACTIVE, "DE");
        OtherServices.say(consent);
        Scene.eventually(() -> read(null).getList("items").size() == 1);

        UUID again = UUID.randomUUID();
        OtherServices.sayAs(again, consent);
        Scene.eventually(() -> TestData.applied(again));

        assertThat(TestData.count("select count(*) from feed_entries where operator_id = ?", scene.operatorId))
                .isEqualTo(1);
    }

    @Test
    void losesNothingToAReaderThatFollowsWhileTransactionsCommitInAnotherOrder() throws SQLException {
        // Given
        insert(TestData.superuser(), "first").close();
        Scene.eventually(() -> read(null).getList("items").size() == 1);
        Connection slow = TestData.superuser();
        slow.setAutoCommit(false);
        insert(slow, "took its id early, commits late");
        List<String> read = new ArrayList<>();

        // When
        insert(TestData.superuser(), "took its id late, commits early").close();
        Scene.eventually(() -> read("1").getList("items").size() == 1);
        JsonPath before = read(null);
        read.addAll(before.getList("items.subject"));
        slow.commit();
        slow.close();
        Scene.eventually(() -> !read(before.getString("next")).getList("items").isEmpty());
        read.addAll(read(before.getString("next")).getList("items.subject"));

        // Then
        assertThat(read).containsExactly("first", "took its id late, commits early", "took its id early, commits late");
    }

    @Test
    void givesEveryEntryOnePositionWithoutGapsWhenManyProcessesNumber() throws Exception {
        // Given
        for (int i = 0; i < 200; i++) {
            insert(TestData.superuser(), "entry " + i).close();
        }

        // When
        Scene.atOnce(4, () -> {
            try (Connection connection = TrunklineTestServers.postgres().superuser("operator")) {
                connection.setAutoCommit(false);
                int numbered = FeedSequencer.number(connection);
                connection.commit();
                return numbered;
            }
        });
        Scene.eventually(() -> read(null).getList("items").size() == 200);

        // Then
        assertThat(read(null).getList("items.position", Long.class))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void endsAPageOnceItWeighsEnough() {
        // Given
        TestData.execute(
                """
                insert into feed_entries (operator_id, event_id, type, tenant_id, subject, at, data)
                select ?, gen_random_uuid(), 'test', gen_random_uuid(), 'heavy', now(),
                       jsonb_build_object('text', repeat('x', 600000))
                from generate_series(1, 3)
                """,
                scene.operatorId);
        Scene.eventually(() -> TestData.count(
                        "select count(*) from feed_entries where operator_id = ? and position is not null",
                        scene.operatorId)
                == 3);

        // When
        JsonPath first = read(null);
        JsonPath second = read(first.getString("next"));

        // Then
        assertThat(first.getList("items.position")).containsExactly(1, 2);
        assertThat(second.getList("items.position")).containsExactly(3);
    }

    @Test
    void refusesACursorThatWouldSkipWhatIsGoneOrThatItNeverGave() throws SQLException {
        // Given
        for (int i = 0; i < 5; i++) {
            insert(TestData.superuser(), "entry").close();
        }
        Scene.eventually(() -> read(null).getList("items").size() == 5);

        // When
        TestData.execute("delete from feed_entries where operator_id = ? and position <= 3", scene.operatorId);

        // Then
        asOperator(scene.operatorId)
                .get(path() + "?after=2")
                .then()
                .statusCode(410)
                .body("type", endsWith("feed-position-gone"))
                .body("oldest", equalTo(4));
        asOperator(scene.operatorId)
                .get(path() + "?after=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        asOperator(scene.operatorId).get(path() + "?after=6").then().statusCode(422);
        asOperator(scene.operatorId)
                .get(path() + "?after=yesterday")
                .then()
                .statusCode(422)
                .body("detail", containsString("next"));
        assertThat(read(null).getList("items.position")).containsExactly(4, 5);
    }

    @Test
    void streamsWhatHappensAfterTheLastEventThatTheClientHasSeen() throws IOException, InterruptedException {
        // Given
        scene.register("DE").consent(1, "DE");
        scene.acceptedOrder("DE", 1);
        Scene.eventually(() -> read(null).getList("items").size() == 3);

        // When
        try (Stream<String> lines = stream("1")) {
            Iterator<String> line = lines.iterator();
            List<String> first = event(line);
            List<String> second = event(line);
            scene.acceptedOrder("DE", 2);
            List<String> live = event(line);

            // Then
            assertThat(first).contains("id:2", "event:order.changed");
            assertThat(second).contains("id:3").anyMatch(text -> text.contains("\"action\":\"accepted\""));
            assertThat(live).contains("id:4").anyMatch(text -> text.contains("\"action\":\"submitted\""));
        }
    }

    @Test
    void tellsEachTimeThatTheContactOrTheRelationshipToACustomerChanges() {
        // Given
        scene.register("DE").consent(1, "DE");
        Scene.eventually(() -> read(null).getList("items").size() == 1);

        // When
        var first = scene.contact(1, "Ada Lovelace");
        OtherServices.say(first);
        Scene.eventually(() -> read(null).getList("items").size() == 2);
        OtherServices.say(scene.contact(1, "Grace Hopper"));
        Scene.eventually(() -> read(null).getList("items").size() == 3);
        UUID again = UUID.randomUUID();
        OtherServices.sayAs(again, first);
        Scene.eventually(() -> TestData.applied(again));
        asOperator(scene.operatorId)
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body("{\"customerRelationship\": \"CustomerContacted\"}")
                .patch(scene.path + "/consents/" + scene.tenantId)
                .then()
                .statusCode(200);

        // Then
        Scene.eventually(() -> read(null).getList("items").size() == 4);
        asOperator(scene.operatorId)
                .get(path() + "?after=1")
                .then()
                .body(
                        "items.type",
                        contains("consent.contact-changed", "consent.contact-changed", "consent.relationship-changed"))
                .body("items[2].data.customerRelationship", equalTo("CustomerContacted"));
        assertThat(read(null).prettify()).doesNotContain("Ada Lovelace").doesNotContain("Grace Hopper");
    }

    @Test
    void tellsHowAnUploadEndedAndHowItsRetryDid() {
        // Given
        scene.register("DE").consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 2);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2)));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        OtherServices.say(Scene.answer(
                chunk,
                item -> item.row() == 1
                        ? Scene.delivered(chunk).rows().get(0)
                        : Scene.rejected(chunk, RowCode.ADDRESS_UNKNOWN).rows().get(1)));
        Scene.eventually(() -> uploads().size() == 1);

        // When
        asOperator(scene.operatorId)
                .post(scene.path + "/uploads/" + uploadId + "/retry")
                .then()
                .statusCode(202);
        OtherServices.say(Scene.delivered(scene.awaitChunks(uploadId, 2).get(1)));
        Scene.eventually(() -> uploads().size() == 2);

        // Then
        assertThat(uploads().get(0))
                .containsEntry("uploadId", uploadId.toString())
                .containsEntry("orderId", orderId.toString())
                .containsEntry("status", "completedWithErrors")
                .containsEntry("accepted", 1)
                .containsEntry("rejected", 1);
        assertThat(uploads().get(1))
                .containsEntry("status", "completed")
                .containsEntry("attempt", 2)
                .containsEntry("accepted", 2);
    }

    @Test
    void tellsOfAnAddressChangeRequestWhenItComesAndWhenItEnds() {
        // Given
        UUID requestId = UUID.randomUUID();
        AddressChangeRequestChanged opened = addressChange(requestId, AddressChangeStatus.OPEN);
        OtherServices.say(opened);
        OtherServices.say(opened);

        // When
        OtherServices.say(addressChange(requestId, AddressChangeStatus.REFUSED));

        // Then
        Scene.eventually(() -> read(null).getList("items").size() == 2);
        asOperator(scene.operatorId)
                .get(path())
                .then()
                .body("items.type", everyItem(equalTo("address-change-request.changed")))
                .body("items.subject", everyItem(equalTo(requestId.toString())))
                .body("items.data.status", contains("open", "refused"))
                .body("items[1].data.answer", equalTo("Not ours."));
    }

    private AddressChangeRequestChanged addressChange(UUID requestId, AddressChangeStatus status) {
        boolean open = status == AddressChangeStatus.OPEN;
        return new AddressChangeRequestChanged(
                requestId,
                scene.tenantId,
                Scene.nextRevision(),
                scene.operatorId,
                Scene.berlin(1).get(0),
                UUID.randomUUID(),
                status,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "We moved.",
                Instant.now(),
                open ? null : Instant.now(),
                open ? null : "Not ours.");
    }

    private List<Map<String, Object>> uploads() {
        return read(null).getList("items.findAll { it.type == 'upload.completed' }.data");
    }

    @Test
    void tellsHowAnOperationEnded() {
        scene.register("DE").consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);
        String operationId = scene.step(orderId, "cancel").path("operationId");
        OtherServices.say(new OrderCancellationDecided(
                UUID.fromString(operationId),
                scene.operatorId,
                scene.tenantId,
                orderId,
                CommandOutcome.APPLIED,
                null,
                null,
                0,
                Instant.now()));

        Scene.eventually(() -> read(null).getList("items.type").contains("operation.completed"));
        asOperator(scene.operatorId)
                .get(path())
                .then()
                .body("items.data.action", hasItems("cancellationRequested", "cancelled"))
                .body("items.find { it.type == 'operation.completed' }.data.status", equalTo("succeeded"));
    }

    private Stream<String> stream(String lastEventId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path()))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .header(
                        "Authorization",
                        "Bearer " + TrunklineTestServers.issuer().operatorToken(scene.operatorId))
                .build();
        HttpResponse<Stream<String>> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> event(Iterator<String> lines) {
        List<String> event = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() && !event.isEmpty()) {
                return event;
            }
            if (!line.isEmpty()) {
                event.add(line.replace(": ", ":"));
            }
        }
        throw new AssertionError("the stream ended after " + event);
    }

    private Connection insert(Connection connection, String subject) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into feed_entries (operator_id, event_id, type, tenant_id, subject, at, data)
                    values ('%s', gen_random_uuid(), 'test', gen_random_uuid(), '%s', now(), '{}')
                    """
                            .formatted(scene.operatorId, subject));
        }
        return connection;
    }

    private JsonPath read(@Nullable String after) {
        return asOperator(scene.operatorId)
                .get(path() + (after == null ? "" : "?after=" + after))
                .jsonPath();
    }

    private String path() {
        return scene.path + "/events";
    }
}
