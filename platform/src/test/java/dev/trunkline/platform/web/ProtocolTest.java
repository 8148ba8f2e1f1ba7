package dev.trunkline.platform.web;

import static dev.trunkline.platform.testing.TokenClient.managed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.HttpURLConnection;
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
}
