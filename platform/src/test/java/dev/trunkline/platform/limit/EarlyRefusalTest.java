package dev.trunkline.platform.limit;

import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.LogCapture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a client that asks on and on. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class EarlyRefusalTest {

    private static final Pattern TIMES = Pattern.compile("event=accessRefused status=429 [^\\n]*? times=(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BURST = 100;
    private static final int CONNECTIONS = 8;

    private final UUID tenant = UUID.randomUUID();
    private final String token = TrunklineTestServers.issuer().tenantToken(tenant);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void tellsHowOftenACallerWasRefusedAndNotEachTime() {
        try (LogCapture logs = LogCapture.open()) {
            // When
            long refused = getAtOnce(BURST + 40).stream()
                    .filter(answer -> answer.statusCode() == 429)
                    .peek(answer -> assertThat(answer.headers().firstValue("Retry-After"))
                            .hasValue("1"))
                    .count();

            // Then
            assertThat(refused).isGreaterThan(10);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            times(logs).mapToLong(Long::longValue).sum())
                    .isEqualTo(refused));
            assertThat(times(logs).count()).isLessThan(refused / 2);
        }
    }

    private Stream<Long> times(LogCapture logs) {
        return logs.records().stream()
                .filter(line -> line.contains("actor=tenant:" + tenant))
                .flatMap(line -> TIMES.matcher(line)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .limit(1))
                .map(Long::valueOf);
    }

    @Test
    void refusesBeforeItHasTheBody() {
        getAtOnce(BURST);

        await().atMost(PATIENCE).untilAsserted(() -> {
            getAtOnce(2 * CONNECTIONS);
            assertThat(answersToBodiesThatDoNotCome()).anySatisfy(answer -> assertThat(answer)
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("connection: close")
                    .contains("too-many-requests"));
        });
    }

    /** On many connections, as some of them may be let in meanwhile. */
    private List<String> answersToBodiesThatDoNotCome() {
        List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try (Socket socket = connect()) {
                        write(socket, "POST", 1_000_000, "");
                        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
                    } catch (IOException reset) {
                        return "";
                    }
                }))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void goesOnWithTheConnectionAfterASmallBodyThatNobodyReads() throws Exception {
        getAtOnce(BURST + CONNECTIONS);

        try (Socket socket = connect()) {
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            boolean refused = false;
            for (int i = 0; i < 3 || (i < 500 && !refused); i++) {
                write(socket, "POST", 10, "{\"title\": ");
                int status = status(answers);
                assertThat(status).isIn(400, 429);
                refused |= status == 429;
            }
            assertThat(refused).isTrue();
        }
    }

    @Test
    void refusesNobodyForATokenThatIsNotTheirs() {
        getAtOnce(BURST + CONNECTIONS);
        String forged = token.substring(0, token.length() - 4) + "AAAA";

        HttpResponse<String> answer = answer(get(forged));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void letsACallerInAgainByTheSameToken() {
        getAtOnce(BURST + CONNECTIONS);

        await().atMost(PATIENCE).until(() -> answer(get(token)).statusCode() == 200);
    }

    /** On a few connections. */
    private List<HttpResponse<String>> getAtOnce(int requests) {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, requests)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> answer(get(token)), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private HttpRequest get(String bearer) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + notesOf(tenant)))
                .header("Authorization", "Bearer " + bearer)
                .build();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private void write(Socket socket, String method, int length, String body) throws IOException {
        String head = method + " " + notesOf(tenant) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
    }

    /** Reads one answer to its end. */
    private static int status(BufferedReader answers) throws IOException {
        String status = answers.readLine();
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            answers.read();
        }
        return Integer.parseInt(status.substring(9, 12));
    }
}
