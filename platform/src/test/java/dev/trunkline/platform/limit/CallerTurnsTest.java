package dev.trunkline.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.notes.Desks;
import dev.trunkline.platform.notes.Desks.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests of one caller at once. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class CallerTurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 4;
    private static final int WAITING = 40;

    private final UUID tenant = UUID.randomUUID();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    Desks desks;

    @AfterEach
    void open() {
        desks.of(tenant).open();
    }

    /** Those that waited go on where the thread of another one ends: each must still be itself. */
    @Test
    void worksAtSoManyRequestsOfACallerTogetherAndAnswersToEachItsOwn() {
        // Given
        Desk desk = closedDesk();
        UUID other = UUID.randomUUID();
        List<CompletableFuture<HttpResponse<String>>> answers = visit(tenant, 0, AT_ONCE + WAITING);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(desk.present()).isEqualTo(AT_ONCE));

        // When
        HttpResponse<String> meanwhile = visit(other, 0, 1).get(0).join();
        desk.open();

        // Then
        assertThat(meanwhile.statusCode()).isEqualTo(200);
        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<String> answer = answers.get(i).join();
            JsonPath visit = JsonPath.from(answer.body());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(visit.getString("visitor")).isEqualTo("visitor-" + i);
            assertThat(visit.getString("tenantId")).isEqualTo(tenant.toString());
            assertThat(visit.getString("correlationId")).isEqualTo("visit-" + i);
            assertThat(answer.headers().firstValue("X-Correlation-Id")).hasValue("visit-" + i);
        }
        assertThat(desk.mostTogether()).isEqualTo(AT_ONCE);
    }

    @Test
    void refusesWhatWouldWaitBehindTooMany() {
        Desk desk = closedDesk();
        List<CompletableFuture<HttpResponse<String>>> answers = visit(tenant, 0, AT_ONCE + WAITING + 3);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(answers.stream().filter(CompletableFuture::isDone))
                .hasSize(3));
        desk.open();

        List<HttpResponse<String>> refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() != 200)
                .toList();
        assertThat(refused).hasSize(3).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("wait already");
        });
    }

    @Test
    void givesTheTurnOfAClientThatIsGoneToTheNext() throws IOException {
        // Given
        Desk desk = closedDesk();
        List<CompletableFuture<HttpResponse<String>>> first = visit(tenant, 0, AT_ONCE);
        await().atMost(PATIENCE).until(() -> desk.present() == AT_ONCE);
        List<Socket> impatient = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            impatient.add(ask("impatient"));
        }
        await().atMost(PATIENCE).until(() -> visit(tenant, 90, 1).get(0).join().statusCode() == 429);

        // When
        for (Socket socket : impatient) {
            socket.close();
        }

        // Then
        AtomicReference<CompletableFuture<HttpResponse<String>>> patient = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            patient.set(visit(tenant, 99, 1).get(0));
            return isKeptWaiting(patient.get());
        });
        desk.open();
        first.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(patient.get().join().statusCode()).isEqualTo(200);
        assertThat(desk.visitors()).doesNotContain("impatient").contains("visitor-99");
    }

    @Test
    void givesNoTurnForOneWhoseWorkGoesOnWithoutItsClient() throws Exception {
        // Given
        Desk desk = closedDesk();
        for (int i = 0; i < AT_ONCE; i++) {
            Socket hasty = ask("hasty");
            int entered = i + 1;
            await().atMost(PATIENCE).until(() -> desk.present() == entered);
            hasty.close();
        }

        // When
        CompletableFuture<HttpResponse<String>> next = visit(tenant, 1, 1).get(0);

        // Then
        assertThat(isKeptWaiting(next)).isTrue();
        desk.open();
        assertThat(next.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
        assertThat(desk.mostTogether()).isEqualTo(AT_ONCE);
        assertThat(visit(tenant, 2, 3 * AT_ONCE)).allSatisfy(answer -> assertThat(
                        answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(200));
    }

    private static boolean isKeptWaiting(CompletableFuture<?> answer) throws Exception {
        try {
            answer.get(300, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException kept) {
            return true;
        }
    }

    private Desk closedDesk() {
        Desk desk = desks.of(tenant);
        desk.close();
        return desk;
    }

    private List<CompletableFuture<HttpResponse<String>>> visit(UUID by, int first, int visitors) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = first; i < first + visitors; i++) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(
                                    URI.create(RestAssured.baseURI + ":" + RestAssured.port + path(by, "visitor-" + i)))
                            .header(
                                    "Authorization",
                                    "Bearer " + TrunklineTestServers.issuer().tenantToken(by))
                            .header("X-Correlation-Id", "visit-" + i)
                            .build(),
                    BodyHandlers.ofString()));
        }
        return answers;
    }

    private static String path(UUID by, String visitor) {
        return "/v1/tenants/" + by + "/desk/" + visitor;
    }

    private Socket ask(String visitor) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        String head = "GET " + path(tenant, visitor) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + TrunklineTestServers.issuer().tenantToken(tenant) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }
}
