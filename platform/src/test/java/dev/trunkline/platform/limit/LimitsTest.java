package dev.trunkline.platform.limit;

import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class LimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final UUID tenant = UUID.randomUUID();
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void refusesACallerThatAsksTooOftenAndNobodyElse() {
        // Given
        Response first = asTenant(tenant).get(notesOf(tenant));
        Response last = first;

        // When
        String token = "Bearer " + TrunklineTestServers.issuer().tenantToken(tenant);
        for (int i = 0; i < 1_000 && last.statusCode() == 200; i++) {
            last = RestAssured.given().header("Authorization", token).get(notesOf(tenant));
        }

        // Then
        first.then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"caller\";q=100;w=20")
                .header("RateLimit", startsWith("\"caller\";r=99;t="));
        last.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .header("RateLimit", "\"caller\";r=0;t=20")
                .body("type", endsWith("too-many-requests"))
                .body("detail", containsString("5 requests a second"));
        UUID other = UUID.randomUUID();
        asTenant(other).get(notesOf(other)).then().statusCode(200).header("RateLimit", startsWith("\"caller\";r=99"));
        await().atMost(PATIENCE)
                .until(() -> asTenant(tenant).get(notesOf(tenant)).statusCode() == 200);
    }

    @Test
    void countsRequestsOfTheWrongRoleToo() {
        UUID operator = UUID.randomUUID();
        asOperator(operator)
                .get(notesOf(tenant))
                .then()
                .statusCode(403)
                .header("RateLimit", startsWith("\"caller\";r=99"));

        String token = "Bearer " + TrunklineTestServers.issuer().operatorToken(operator);
        Response last;
        int asked = 0;
        do {
            last = RestAssured.given().header("Authorization", token).get(notesOf(tenant));
            asked++;
        } while (last.statusCode() == 403 && asked < 1_000);

        last.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", endsWith("too-many-requests"))
                .body("status", equalTo(429));
    }

    @Test
    void receivesSoManyUploadsOfACallerAtOnce() {
        // Given
        for (int i = 0; i < 8; i++) {
            beginUpload();
        }
        await().atMost(PATIENCE).untilAsserted(() -> upload().then()
                .statusCode(429)
                .header("Retry-After", "5")
                .body("detail", containsString("8 uploads")));
        UUID other = UUID.randomUUID();
        asTenant(other)
                .contentType("text/csv")
                .body("b")
                .post(notesOf(other) + "/import")
                .then()
                .statusCode(201);

        // When
        closeOne();

        // Then
        await().atMost(PATIENCE).until(() -> upload().statusCode() == 201);
    }

    @Test
    void keepsSoManyStreamsOfACallerOpenAtOnce() {
        // Given
        beginStream();
        beginStream("");
        String third = beginStream("");
        assertThat(third).startsWith("HTTP/1.1 429");
        assertThat(beginStream()).startsWith("HTTP/1.1 429");

        // When
        closeOne();

        // Then
        await().atMost(PATIENCE).until(() -> beginStream().startsWith("HTTP/1.1 200"));
    }

    @Test
    void letsAnAnswerLastLongerThanABodyMay() {
        Socket socket = connect();
        write(socket, head("GET", "/v1/tenants/" + tenant + "/ticks", "Accept: text/event-stream\r\n"));

        assertThat(linesUntil(socket, "data:tick 50")).doesNotContainNull();
    }

    @Test
    void doesNotWaitForABodyThatTricklesIn() {
        Socket socket = connect();
        write(
                socket,
                head("POST", notesOf(tenant), "Content-Type: application/json\r\nContent-Length: 100000\r\n") + "{");

        trickle(socket);

        // Whichever notices first: who reads, or who watches over that.
        assertThat(catchThrowable(() -> assertThat(statusLine(socket)).isIn(null, "HTTP/1.1 408 Request Timeout")))
                .satisfiesAnyOf(ended -> assertThat(ended).isNull(), reset -> assertThat(reset)
                        .isInstanceOf(UncheckedIOException.class));
    }

    @Test
    void doesNotWaitForABodyThatDoesNotComeAtAll() {
        Socket socket = connect();
        write(socket, head("POST", notesOf(tenant), "Content-Type: application/json\r\nContent-Length: 10\r\n"));

        assertThat(statusLine(socket)).isNull();
    }

    @Test
    void doesNotWaitForAnUploadThatTricklesIn() {
        Socket socket = connect();
        write(
                socket,
                head("POST", notesOf(tenant) + "/import", "Content-Type: text/csv\r\nContent-Length: 100000\r\n"));

        trickle(socket);

        assertThat(statusLine(socket)).startsWith("HTTP/1.1 408");
    }

    /** Sends a byte now and then until there is an answer, or nobody who takes one. */
    private static void trickle(Socket socket) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                socket.getOutputStream().write(' ');
                return socket.getInputStream().available() > 0;
            } catch (IOException closed) {
                return true;
            }
        });
    }

    @Test
    void readsNoJsonThatIsDeeperOrLongerThanAnyResourceKnows() {
        Response note = createNote(tenant, "a");
        String path = notesOf(tenant) + "/" + note.path("noteId");

        for (String body : List.of(
                "{\"title\": " + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"title\": \"" + "x".repeat(70_000) + "\"}",
                "{\"" + "x".repeat(300) + "\": 1}",
                "{\"title\": " + "1".repeat(200) + "}")) {
            asTenant(tenant)
                    .header("If-Match", note.header("ETag"))
                    .contentType("application/merge-patch+json")
                    .body(body)
                    .patch(path)
                    .then()
                    .statusCode(400)
                    .body("type", endsWith("malformed-json"))
                    .body("detail", containsString("32 levels"));
        }
        asTenant(tenant)
                .contentType("application/json")
                .body("{\"title\": \"" + "x".repeat(70_000) + "\"}")
                .post(notesOf(tenant))
                .then()
                .statusCode(400)
                .body("detail", containsString("64 KiB"));
    }

    @Test
    void readsNoHeadersWithoutEnd() throws IOException {
        for (int size : List.of(20_000, 100_000)) {
            Socket socket = connect();

            write(socket, head("GET", notesOf(tenant), "X-Filler: " + "x".repeat(size) + "\r\n"));

            assertThat(statusLine(socket)).startsWith("HTTP/1.1 431");
        }
    }

    private Response upload() {
        return asTenant(tenant).contentType("text/csv").body("").post(notesOf(tenant) + "/import");
    }

    /** Of which the end does not come. */
    private void beginUpload() {
        Socket socket = connect();
        write(
                socket,
                head("POST", notesOf(tenant) + "/import", "Content-Type: text/csv\r\nContent-Length: 100\r\n") + "a\n");
    }

    private String beginStream() {
        return beginStream("Accept: text/event-stream\r\n");
    }

    private String beginStream(String headers) {
        Socket socket = connect();
        write(socket, head("GET", "/v1/tenants/" + tenant + "/ticks", headers));
        return statusLine(socket);
    }

    private void closeOne() {
        try {
            open.remove(0).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            open.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + TrunklineTestServers.issuer().tenantToken(tenant) + "\r\n" + headers + "\r\n";
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String statusLine(Socket socket) {
        try {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until one of them is that one; null stands for the end of an answer that breaks off. */
    private static List<String> linesUntil(Socket socket, String last) {
        List<String> lines = new ArrayList<>();
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            do {
                lines.add(reader.readLine());
            } while (lines.get(lines.size() - 1) != null && !lines.contains(last));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
