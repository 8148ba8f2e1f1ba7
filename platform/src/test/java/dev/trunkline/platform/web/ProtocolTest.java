package dev.trunkline.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
}
