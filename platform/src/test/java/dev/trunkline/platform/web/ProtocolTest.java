package dev.trunkline.platform.web;

import static dev.trunkline.platform.testing.TokenClient.managed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class ProtocolTest {

    /** Clients that ask for the upgrade by themselves would now and then wait for ever for a body. */
    @Test
    void answersAClientThatAsksForHttp2OnClearTextInHttp11() throws Exception {
        HttpClient asksForTheUpgrade = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/q/openapi?format=json"))
                .timeout(Duration.ofSeconds(30))
                .build();

        HttpResponse<byte[]> answer = asksForTheUpgrade.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** The JDK's client takes addresses as they are. */
    @Test
    void answersWhatIsNoUriWithAProblemAndAllHeaders() throws Exception {
        String api = "http://127.0.0.1:" + RestAssured.port;
        for (String address : List.of(
                api + "/%zz",
                api + "/v1/tenants?q=%",
                api + "/v1/tenants/%2/notes",
                api + "/v1/tenants?q=a|b",
                managed("/v1/admin/dead-letters/%2/replay"))) {
            HttpURLConnection request = (HttpURLConnection) new URL(address).openConnection();

            assertThat(request.getResponseCode()).as(address).isEqualTo(400);
            assertThat(request.getContentType()).as(address).isEqualTo("application/problem+json");
            assertThat(request.getHeaderField("X-Content-Type-Options"))
                    .as(address)
                    .isEqualTo("nosniff");
            assertThat(new String(request.getErrorStream().readAllBytes(), UTF_8))
                    .contains("percent-encode");
        }
    }

    /** Whatever does not fit is told as everything else, on a line of its own length or in many headers. */
    @Test
    void answersALineOrHeadersThatAreTooLargeWithAProblemAndAllHeaders() throws Exception {
        assertThat(answerTo("GET /v1/" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .containsIgnoringCase("content-type: application/problem+json\r\n")
                .containsIgnoringCase("x-content-type-options: nosniff\r\n")
                .contains("/problems/uri-too-long\"");
        assertThat(answerTo("GET /v1/tenants HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "X-A: 1234567890\r\n".repeat(1_500) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .containsIgnoringCase("content-type: application/problem+json\r\n")
                .containsIgnoringCase("x-content-type-options: nosniff\r\n")
                .contains("/problems/headers-too-large\"");
    }

    /** All that comes until the connection ends. */
    private static String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
