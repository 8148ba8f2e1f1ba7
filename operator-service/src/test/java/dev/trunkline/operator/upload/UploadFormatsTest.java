package dev.trunkline.operator.upload;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bodies can be written in, what comes out in files, and what is said when a body cannot be taken. */
@QuarkusTest
class UploadFormatsTest extends OperatorServiceTest {

    private final Scene scene = new Scene();
    private UUID orderId;

    @BeforeEach
    void orderThatTakesUploads() {
        scene.register("DE").consent(1, "DE");
        orderId = scene.acceptedOrder("DE", 3_000);
    }

    @Test
    void takesJsonObjectsInLinesAndInAnArray() {
        // When
        UUID lines =
                uploaded(send("application/x-ndjson", "{\"telephoneNumber\":\"+493020000001\",\"city\":\"Berlin\"}\n"));
        UUID array = uploaded(send("application/json", "[{\"telephoneNumber\": \"+493020000002\"}]"));

        // Then
        assertThat(scene.awaitChunks(lines, 1).get(0).items().get(0).city()).isEqualTo("Berlin");
        assertThat(scene.awaitChunks(array, 1).get(0).items().get(0).telephoneNumber())
                .hasToString("+493020000002");
    }

    @Test
    void expandsRangesAndCountsTheirNumbers() {
        // When
        UUID uploadId = uploaded(send("text/csv", "Numbers\n+493020000010-+493020000019\n+493020000015\n"));

        // Then
        assertThat(scene.awaitChunks(uploadId, 1).get(0).items()).hasSize(10);
        JsonPath rows = scene.rows(uploadId);
        assertThat(rows.<Integer>getList("items.line")).startsWith(1, 1).endsWith(1, 2);
        assertThat(rows.getString("items[10].code")).isEqualTo("duplicate-in-upload");
        assertThat(rows.getString("items[10].detail")).contains("line 1");
        send("text/csv", "Numbers\n+493020000000-+493020999999\n")
                .then()
                .statusCode(413)
                .body("type", endsWith("too-many-rows"));
    }

    @Test
    void saysWhatIsWrongWithABodyAndKeepsNothingOfIt() {
        sendBytes(
                        "text/csv; charset=windows-1252",
                        "telephoneNumber,city\n+493020000001,Köln\n".getBytes(StandardCharsets.ISO_8859_1))
                .then()
                .statusCode(400)
                .body("type", endsWith("upload-unreadable"))
                .body("detail", containsString("UTF-8"));
        send("application/json", "[{\"telephoneNumber\": \"+493020000001\"}, {\"phone\": \"+493020000002\"}]")
                .then()
                .statusCode(400)
                .body("type", endsWith("unknown-field"))
                .body("detail", containsString("Row 2"));
        send("application/json", "[{\"telephoneNumber\": \"+493020000001\"},")
                .then()
                .statusCode(400)
                .body("type", endsWith("malformed-json"));
        send("application/json", "[]").then().statusCode(422).body("type", endsWith("upload-empty"));
        asOperator(scene.operatorId)
                .queryParam("dryRun", "perhaps")
                .contentType("text/csv")
                .body("telephoneNumber\n+493020000001\n")
                .post(scene.path + "/orders/" + orderId + "/uploads")
                .then()
                .statusCode(422);
        assertThat(rowsOfOrder()).isZero();
    }

    @Test
    void answersAFullDiskWithoutKeepingAHalfUpload() {
        // Given
        TestData.execute(
                """
                create or replace function full_disk() returns trigger language plpgsql as $$
                begin
                    if new.city = 'Full Disk' then raise exception 'No space left on device' using errcode = '53100'; end if;
                    return new;
                end $$
                """);
        TestData.execute(
                "create trigger full_disk before insert on upload_staging for each row execute function full_disk()");
        try {
            // When
            Response answer = send("text/csv", "telephoneNumber,city\n+493020000001,Berlin\n+493020000002,Full Disk\n");

            // Then
            answer.then().statusCode(503).body("type", endsWith("storage-full")).header("Retry-After", "120");
        } finally {
            TestData.execute("drop trigger full_disk on upload_staging");
        }
        assertThat(rowsOfOrder()).isZero();
        assertThat(asOperator(scene.operatorId)
                        .get(scene.path + "/orders/" + orderId + "/uploads")
                        .jsonPath()
                        .<String>getList("items.status"))
                .containsExactly("failed");
        assertThat(TestData.count("select count(*) from upload_staging")).isZero();
    }

    @Test
    void writesResultsThatCanBeCorrectedAndUploadedAgain() {
        // Given
        String csv =
                """
                telephoneNumber,usage,city,accountName
                +493020000001,,Berlin,Main
                =1+1,CallingUserAssignment,"=HYPERLINK(""http://evil.example"")",@SUM(A1)
                """;
        UUID uploadId = uploaded(send("text/csv", csv));
        OtherServices.say(Scene.delivered(scene.awaitChunks(uploadId, 1).get(0)));
        awaitStatus(uploadId, "completedWithErrors");

        // When
        String all = results(uploadId, "");
        String failed = results(uploadId, "?status=rejected");

        // Then
        assertThat(all.lines()).hasSize(3);
        assertThat(all.lines().skip(1).findFirst().orElseThrow())
                .startsWith("+493020000001,callingUserAssignment,")
                .contains(",Berlin,", ",Main,")
                .endsWith(",1,delivered,,");
        assertThat(failed.lines()).hasSize(2);
        assertThat(failed.lines().skip(1).findFirst().orElseThrow())
                .startsWith("'=1+1,CallingUserAssignment,")
                .contains(
                        ",\"'=HYPERLINK(\"\"http://evil.example\"\")\",", ",'@SUM(A1),", ",2,rejected,invalid-number,");

        // When
        UUID corrected = uploaded(send("text/csv", failed.replace("'=1+1", "+493020000002")));

        // Then
        UploadChunkSubmitted chunk = scene.awaitChunks(corrected, 1).get(0);
        assertThat(chunk.items()).singleElement().satisfies(item -> {
            assertThat(item.telephoneNumber()).hasToString("+493020000002");
            assertThat(item.city()).isEqualTo("=HYPERLINK(\"http://evil.example\")");
        });
        assertThat(scene.rows(corrected).getString("items[0].labels.accountName"))
                .isEqualTo("@SUM(A1)");
    }

    @Test
    void followsAnUploadAsServerSentEventsToItsEnd() throws Exception {
        // Given
        UUID uploadId = uploaded(send("text/csv", Scene.csv(Scene.berlin(2))));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        assertThat(scene.uploadView(uploadId).getString("estimatedEnd")).isNull();

        // When
        try (InputStream gone = follow(uploadId)) {
            assertThat(gone.read()).isPositive();
        }
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request(uploadId), HttpResponse.BodyHandlers.ofInputStream());
        byte[] begun = stream.body().readNBytes("event:progress".length());
        OtherServices.say(Scene.delivered(chunk));
        String told = new String(begun, StandardCharsets.UTF_8)
                + new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(told).contains("event:progress", "event:ended", "\"status\":\"completed\"", "\"percentage\":100");
        asOperator(UUID.randomUUID())
                .get(scene.path + "/uploads/" + uploadId + "/progress")
                .then()
                .statusCode(404);
    }

    private InputStream follow(UUID uploadId) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(uploadId), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(UUID uploadId) {
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + RestAssured.port + scene.path + "/uploads/" + uploadId + "/progress"))
                .header(
                        "Authorization",
                        "Bearer " + TrunklineTestServers.issuer().operatorToken(scene.operatorId))
                .header("Accept", "text/event-stream")
                .build();
    }

    private String results(UUID uploadId, String query) {
        return asOperator(scene.operatorId)
                .accept("text/csv")
                .get(scene.path + "/uploads/" + uploadId + "/rows" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private UUID uploaded(Response answer) {
        return UUID.fromString(answer.then().statusCode(202).extract().path("uploadId"));
    }

    private Response send(String type, String body) {
        return sendBytes(type, body.getBytes(StandardCharsets.UTF_8));
    }

    private Response sendBytes(String type, byte[] body) {
        return asOperator(scene.operatorId)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)))
                .header("Content-Type", type)
                .body(body)
                .post(scene.path + "/orders/" + orderId + "/uploads");
    }

    private void awaitStatus(UUID uploadId, String status) {
        Scene.eventually(() -> status.equals(scene.uploadView(uploadId).getString("status")));
    }

    private long rowsOfOrder() {
        return TestData.count("select count(*) from upload_rows where order_id = ?", orderId);
    }
}
