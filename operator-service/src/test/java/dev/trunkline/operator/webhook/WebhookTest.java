package dev.trunkline.operator.webhook;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed, sent to a receiver of a test's own. */
@QuarkusTest
class WebhookTest extends OperatorServiceTest {

    private record Received(String id, String timestamp, String signature, String body) {

        HttpHeaders headers() {
            return HttpHeaders.of(
                    Map.of(
                            "webhook-id", List.of(id),
                            "webhook-timestamp", List.of(timestamp),
                            "webhook-signature", List.of(signature)),
                    (name, value) -> true);
        }
    }

    private final Scene scene = new Scene();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private volatile Runnable beforeTheAnswer = () -> {};
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", this::receive);
        receiver.createContext("/elsewhere", exchange -> {
            throw new AssertionError("a redirect was followed");
        });
        receiver.start();
        scene.register("DE").consent(1, "DE");
        awaitEntries(1);
    }

    private void awaitEntries(int count) {
        Scene.eventually(() -> TestData.count(
                        "select count(*) from feed_entries where operator_id = ? and position is not null",
                        scene.operatorId)
                == count);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void sendsWhatHappensFromTheRegistrationOnSignedAndOfTheWantedTypes() throws Exception {
        // Given
        JsonPath webhook = register(List.of("order.changed")).jsonPath();
        com.standardwebhooks.Webhook receiversLibrary = new com.standardwebhooks.Webhook(webhook.getString("secret"));

        // When
        UUID orderId = scene.acceptedOrder("DE", 1);
        scene.step(orderId, "cancel");
        Scene.eventually(() -> received.size() == 3);

        // Then
        assertThat(received).allSatisfy(message -> {
            JsonPath body = new JsonPath(message.body());
            assertThat(body.getString("type")).isEqualTo("order.changed");
            assertThat(body.getString("data.orderId")).isEqualTo(orderId.toString());
            assertThatCode(() -> receiversLibrary.verify(message.body(), message.headers()))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> receiversLibrary.verify(message.body() + " ", message.headers()))
                    .isInstanceOf(WebhookVerificationException.class);
        });
        assertThat(received).extracting(Received::id).doesNotHaveDuplicates();
        deliveries(webhook.getString("webhookId"), "delivered")
                .then()
                .body("items", hasSize(3))
                .body("items[0].attempts.status", contains(204));
        asOperator(scene.operatorId)
                .get(path(webhook.getString("webhookId")))
                .then()
                .body("secret", nullValue());
    }

    @Test
    void triesAgainUntilTheReceiverTakesItAndLogsEveryTry() {
        // Given
        answer = 500;
        String webhook = register(List.of()).path("webhookId");
        scene.place(scene.newOrder("DE", 1));
        Scene.eventually(() -> received.size() >= 2);

        // When
        answer = 200;
        Scene.eventually(() ->
                deliveries(webhook, "delivered").jsonPath().getList("items").size() == 1);

        // Then
        assertThat(received)
                .extracting(Received::id)
                .containsOnly(received.get(0).id());
        assertThat(received)
                .extracting(Received::body)
                .containsOnly(received.get(0).body());
        JsonPath log = deliveries(webhook, null).jsonPath();
        List<Integer> statuses = log.getList("items[0].attempts.status");
        assertThat(statuses.get(0)).isEqualTo(500);
        assertThat(statuses.get(statuses.size() - 1)).isEqualTo(200);
    }

    /** A delivery that is forgotten waits for its lease to end: nobody waits so long, and the receiver need not answer twice. */
    @Test
    void remembersWhatTheReceiverAnsweredUntilTheDatabaseTakesIt() {
        beforeTheAnswer = () -> TestData.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'operator_background' and pid <> ?",
                0);
        String webhook = register(List.of()).path("webhookId");

        scene.place(scene.newOrder("DE", 1));
        Scene.eventually(() -> !received.isEmpty());
        beforeTheAnswer = () -> {};

        Scene.eventually(() ->
                deliveries(webhook, "delivered").jsonPath().getList("items").size() == 1);
        assertThat(received).hasSize(1);
    }

    @Test
    void keepsWhatCouldNotBeDeliveredInADayAsADeadLetterThatCanBeSentAgain() {
        // Given
        answer = 500;
        String webhook = register(List.of()).path("webhookId");
        scene.place(scene.newOrder("DE", 1));
        Scene.eventually(() -> !received.isEmpty());
        TestData.execute("update webhook_deliveries set give_up_at = now() where webhook_id = ?::uuid", webhook);
        Scene.eventually(
                () -> deliveries(webhook, "dead").jsonPath().getList("items").size() == 1);
        String delivery = deliveries(webhook, "dead").path("items[0].deliveryId");

        // When
        answer = 200;
        resend(webhook, delivery).then().statusCode(202).body("status", equalTo("pending"));
        Scene.eventually(() ->
                deliveries(webhook, "delivered").jsonPath().getList("items").size() == 1);

        // Then
        deliveries(webhook, "dead").then().body("items", hasSize(0));
        resend(webhook, UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void followsNoRedirectAndTakesGoneAtItsWord() {
        // Given
        answer = 302;
        String webhook = register(List.of()).path("webhookId");
        scene.place(scene.newOrder("DE", 1));
        Scene.eventually(() -> !received.isEmpty());

        // When
        answer = 410;
        Scene.eventually(
                () -> deliveries(webhook, "dead").jsonPath().getList("items").size() == 1);

        // Then
        List<Integer> statuses = deliveries(webhook, "dead").path("items[0].attempts.status");
        assertThat(statuses).contains(302).endsWith(410);
    }

    @Test
    void sendsNothingToAWebhookThatWasDeleted() {
        // Given
        Response registered = register(List.of());
        String webhook = registered.path("webhookId");
        asOperator(scene.operatorId).delete(path(webhook)).then().statusCode(428);

        // When
        asOperator(scene.operatorId)
                .header("If-Match", registered.header("ETag"))
                .delete(path(webhook))
                .then()
                .statusCode(204);
        scene.acceptedOrder("DE", 1);
        awaitEntries(3);
        String second = register(List.of()).path("webhookId");
        scene.acceptedOrder("DE", 2);
        Scene.eventually(() ->
                deliveries(second, "delivered").jsonPath().getList("items").size() == 2);

        // Then
        assertThat(received).hasSize(2);
        asOperator(scene.operatorId).get(path(webhook)).then().statusCode(404);
    }

    @Test
    void registersOnlyAddressesThatCanBeSentTo() {
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("url", "ftp://carrier.example/hook"))
                .post(scene.path + "/webhooks")
                .then()
                .statusCode(422)
                .body("type", endsWith("webhook-target-refused"))
                .body("detail", containsString("https"));
        UUID other = UUID.randomUUID();
        String webhook = register(List.of()).path("webhookId");
        asOperator(other)
                .get("/v1/operators/" + other + "/webhooks/" + webhook)
                .then()
                .statusCode(404);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                body));
        beforeTheAnswer.run();
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private Response register(List<String> types) {
        Response registered = asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook", "types", types))
                .post(scene.path + "/webhooks");
        registered.then().statusCode(201).body("secret", startsWith("whsec_"));
        return registered;
    }

    private Response deliveries(String webhook, String status) {
        return asOperator(scene.operatorId)
                .get(path(webhook) + "/deliveries" + (status == null ? "" : "?status=" + status));
    }

    private Response resend(String webhook, String delivery) {
        return asOperator(scene.operatorId).post(path(webhook) + "/deliveries/" + delivery + "/resend");
    }

    private String path(String webhook) {
        return scene.path + "/webhooks/" + webhook;
    }
}
