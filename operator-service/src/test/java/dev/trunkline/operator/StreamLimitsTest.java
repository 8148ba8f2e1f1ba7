package dev.trunkline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No stream stays open for ever, and no caller has them all. In tests a stream lasts three seconds, a caller may have four, and there are eight
 * of the feed for all.
 */
@QuarkusTest
class StreamLimitsTest extends OperatorServiceTest {

    private static final int MAY_HAVE = 2;

    @TestHTTPResource
    URI service;

    private final Scene scene = new Scene();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @Timeout(30)
    void endsEachStreamAfterABoundedTimeAndHoldsOneCallersAgainstItsLimit() throws Exception {
        // Given: a feed, and an upload that nobody answers
        scene.register("DE").consent(1, "DE");
        UUID uploadId = scene.uploaded(scene.acceptedOrder("DE", 1), Scene.csv(Scene.berlin(1)));
        Map<String, String> streams =
                Map.of("feed", scene.path + "/events", "progress", scene.path + "/uploads/" + uploadId + "/progress");

        // When
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (Map.Entry<String, String> stream : streams.entrySet()) {
            for (int i = 0; i < MAY_HAVE; i++) {
                open.add(connect(scene, stream.getValue()));
            }
        }

        // Then
        assertThat(open).extracting(HttpResponse::statusCode).containsOnly(200);
        for (String stream : streams.values()) {
            HttpResponse<InputStream> oneTooMany = connect(scene, stream);
            assertThat(oneTooMany.statusCode()).isEqualTo(429);
            assertThat(oneTooMany.headers().firstValue("Retry-After")).isPresent();
            assertThat(text(oneTooMany)).contains("too-many-requests");
        }
        Scene neighbour = new Scene().register("DE");
        HttpResponse<InputStream> others = connect(neighbour, neighbour.path + "/events");
        others.body().close();
        assertThat(others.statusCode()).isEqualTo(200);

        // When: nobody closes them
        List<String> told = new ArrayList<>();
        for (HttpResponse<InputStream> stream : open) {
            told.add(text(stream));
        }

        // Then: they have ended, each with what there was to tell, and their places are free again
        assertThat(told)
                .filteredOn(text -> text.contains("event:order.changed"))
                .hasSize(MAY_HAVE);
        assertThat(told)
                .filteredOn(text -> text.contains("event:progress") && !text.contains("event:ended"))
                .hasSize(MAY_HAVE);
        for (String stream : streams.values()) {
            HttpResponse<InputStream> again = connect(scene, stream);
            assertThat(again.statusCode()).isEqualTo(200);
            again.body().close();
        }
    }

    @Test
    @Timeout(30)
    void asksToComeLaterWhenManyCallersTogetherHaveAllTheStreams() throws Exception {
        // When
        List<HttpResponse<InputStream>> answers = new ArrayList<>();
        for (int caller = 0; caller < 5; caller++) {
            Scene one = new Scene().register("DE");
            answers.add(connect(one, one.path + "/events"));
            answers.add(connect(one, one.path + "/events"));
        }

        // Then
        List<HttpResponse<InputStream>> refused =
                answers.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertThat(refused).isNotEmpty();
        for (HttpResponse<InputStream> busy : refused) {
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.headers().firstValue("Retry-After")).isPresent();
            assertThat(text(busy)).contains("feed-streams-busy");
        }
        for (HttpResponse<InputStream> answer : answers) {
            answer.body().close();
        }
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private HttpResponse<InputStream> connect(Scene caller, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.resolve(path))
                        .header("Accept", "text/event-stream")
                        .header(
                                "Authorization",
                                "Bearer " + TrunklineTestServers.issuer().operatorToken(caller.operatorId))
                        .build(),
                BodyHandlers.ofInputStream());
    }
}
