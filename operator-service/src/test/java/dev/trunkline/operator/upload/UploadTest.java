package dev.trunkline.operator.upload;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void consented() {
        scene.register("DE", "US", "FR").consent(1, "DE", "US", "FR");
    }

    @Test
    void deliversEveryRowAndCompletesUploadAndOrder() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3);

        // When
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(3)));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        OtherServices.say(Scene.delivered(chunk));

        // Then
        awaitStatus(uploadId, "completed");
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getInt("counts.accepted")).isEqualTo(3);
        assertThat(upload.getInt("counts.pending")).isZero();
        assertThat(upload.getInt("percentage")).isEqualTo(100);
        assertThat(upload.getString("completedAt")).isNotNull();
        assertThat(scene.rows(uploadId).<String>getList("items.status")).containsOnly("delivered");
        JsonPath order = scene.order(orderId);
        assertThat(order.getString("status")).isEqualTo("completed");
        assertThat(order.getInt("lines[0].delivered")).isEqualTo(3);
        assertThat(order.<String>getList("steps.status"))
                .containsExactly("submitted", "accepted", "fulfilling", "completed");
        assertThat(order.getString("steps[3].by")).isEqualTo("system");
    }

    @Test
    void handsOutChunksOfAThousandRowsWithTheConsentTheyRelyOn() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 2_000);
        long revision = TestData.count("select revision from consents where tenant_id = ?", scene.tenantId);

        // When
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2_000)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 2);

        // Then
        assertThat(chunks).extracting(chunk -> chunk.items().size()).containsExactly(1_000, 1_000);
        assertThat(chunks).extracting(UploadChunkSubmitted::chunk).containsExactly(1, 2);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.attempt()).isEqualTo(1);
            assertThat(chunk.enablementEpoch()).isEqualTo(1);
            assertThat(chunk.enablementRevision()).isEqualTo(revision);
            assertThat(chunk.tenantId()).isEqualTo(scene.tenantId);
        });
        assertThat(chunks.get(1).items().get(0).row()).isEqualTo(1_001);
    }

    @Test
    void tellsForEachRowWhyItWasRejected() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 2);
        List<E164Number> numbers = Scene.berlin(3);
        String csv = "telephoneNumber,serviceDetails_teamsOperatorConnect_enabled\n"
                + numbers.get(0) + ",true\n"
                + numbers.get(0) + ",true\n"
                + "not a number,true\n"
                + "+390612345678,true\n"
                + "+4930123456,false\n"
                + numbers.get(1) + ",true\n"
                + numbers.get(2) + ",true\n";

        // When
        UUID uploadId = scene.uploaded(orderId, csv);
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        OtherServices.say(Scene.answer(
                chunk,
                item -> item.row() == 1
                        ? Scene.delivered(chunk).rows().get(0)
                        : Scene.rejected(chunk, RowCode.POLICY_MISMATCH).rows().get(1)));

        // Then
        awaitStatus(uploadId, "completedWithErrors");
        JsonPath rows = scene.rows(uploadId);
        assertThat(rows.<String>getList("items.status"))
                .containsExactly("delivered", "rejected", "rejected", "rejected", "skipped", "rejected", "rejected");
        assertThat(rows.<String>getList("items.code"))
                .containsExactly(
                        null,
                        "duplicate-in-upload",
                        "invalid-number",
                        "country-not-in-order",
                        null,
                        "policy-mismatch",
                        "quantity-exceeded");
        assertThat(rows.getString("items[2].telephoneNumber")).isEqualTo("not a number");
        assertThat(rows.getString("items[4].detail")).isNotBlank();
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getInt("counts.total")).isEqualTo(6);
        assertThat(upload.getInt("counts.accepted")).isEqualTo(1);
        assertThat(upload.getInt("counts.rejected")).isEqualTo(5);
        assertThat(upload.getInt("counts.skipped")).isEqualTo(1);
        asOperator(scene.operatorId)
                .queryParam("status", "delivered")
                .get(scene.path + "/uploads/" + uploadId + "/rows")
                .then()
                .body("items.line", equalTo(List.of(1)));
        assertThat(scene.order(orderId).getString("status")).isEqualTo("fulfilling");
    }

    @Test
    void takesAnAnswerOnceAndOfThePresentAttemptOnly() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 10);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2)));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        TestData.execute("update upload_rows set attempt = 2 where upload_id = ? and line = 2", uploadId);

        // When
        apply(Scene.delivered(chunk));
        apply(Scene.delivered(chunk));
        apply(Scene.rejected(chunk, RowCode.NUMBER_UNAVAILABLE));

        // Then
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getInt("counts.accepted")).isEqualTo(1);
        assertThat(upload.getInt("counts.rejected")).isZero();
        assertThat(upload.getInt("counts.pending")).isEqualTo(1);
        assertThat(scene.rows(uploadId).<String>getList("items.status")).containsExactly("delivered", "pending");
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isEqualTo(1);

        // When
        UploadChunkApplied second = Scene.delivered(chunk);
        apply(new UploadChunkApplied(
                second.uploadId(),
                2,
                second.chunk(),
                false,
                second.operatorId(),
                second.tenantId(),
                orderId,
                second.rows()));

        // Then
        awaitStatus(uploadId, "completed");
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isEqualTo(2);
    }

    @Test
    void answersTheSameContentWithTheFirstUploadUnlessSomethingFailed() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 10);
        String csv = Scene.csv(Scene.berlin(2));
        UUID first = scene.uploaded(orderId, csv);

        // When
        UUID whileRunning = scene.uploaded(orderId, csv.replace("\n", "\r\n"));
        UploadChunkSubmitted chunk = scene.awaitChunks(first, 1).get(0);
        apply(Scene.answer(
                chunk,
                item -> item.row() == 1
                        ? Scene.delivered(chunk).rows().get(0)
                        : Scene.rejected(chunk, RowCode.ADDRESS_REQUIRED).rows().get(1)));
        awaitStatus(first, "completedWithErrors");
        UUID afterErrors = scene.uploaded(orderId, csv);
        UploadChunkSubmitted again = scene.awaitChunks(afterErrors, 1).get(0);
        apply(Scene.delivered(again));
        awaitStatus(afterErrors, "completed");
        UUID afterDelivery = scene.uploaded(orderId, csv);

        // Then
        assertThat(whileRunning).isEqualTo(first);
        assertThat(afterErrors).isNotEqualTo(first);
        assertThat(afterDelivery).isEqualTo(afterErrors);
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isEqualTo(2);
        assertThat(asOperator(scene.operatorId)
                        .get(scene.path + "/orders/" + orderId + "/uploads")
                        .jsonPath()
                        .<String>getList("items.uploadId"))
                .containsExactly(first.toString(), afterErrors.toString());
    }

    @Test
    void makesOneUploadOfTheSameContentSentAtTheSameMoment() throws Exception {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 100);
        String csv = Scene.csv(Scene.berlin(20));

        // When
        List<UUID> uploads = Scene.atOnce(3, () -> scene.uploaded(orderId, csv));

        // Then
        assertThat(uploads.stream().distinct()).hasSize(1);
        assertThat(rowsOfOrder(orderId)).isEqualTo(20);
        assertThat(scene.awaitChunks(uploads.get(0), 1).get(0).items()).hasSize(20);
    }

    @Test
    void countsWhatOtherUploadsHaveOnTheirWayAgainstTheQuantity() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3);
        List<E164Number> numbers = Scene.berlin(5);
        scene.uploaded(orderId, Scene.csv(numbers.subList(0, 2)));

        // When
        UUID second = scene.uploaded(orderId, Scene.csv(numbers.subList(2, 5)));

        // Then
        assertThat(scene.rows(second).<String>getList("items.code"))
                .containsExactly(null, "quantity-exceeded", "quantity-exceeded");
    }

    @Test
    void rerunsWhatAnOrderHasAlreadyWithoutTakingQuantity() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3);
        UUID first = scene.uploaded(orderId, Scene.csv(Scene.berlin(2)));
        apply(Scene.delivered(scene.awaitChunks(first, 1).get(0)));
        awaitStatus(first, "completed");

        // When
        UUID second = scene.uploaded(orderId, Scene.csv(Scene.berlin(4)));

        // Then
        assertThat(scene.rows(second).<String>getList("items.code"))
                .containsExactly(null, null, null, "quantity-exceeded");
    }

    @Test
    void answersARepeatWithTheSameKeyWithTheFirstAnswer() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 10);
        String csv = Scene.csv(Scene.berlin(1));

        // When
        Response first = withKey(orderId, "upload-1", csv);
        Response again = withKey(orderId, "upload-1", csv);
        Response other = withKey(orderId, "upload-1", Scene.csv(Scene.berlin(2)));

        // Then
        first.then().statusCode(202);
        again.then().statusCode(202).body("uploadId", equalTo(first.path("uploadId")));
        other.then().statusCode(422).body("type", endsWith("idempotency-key-reused"));
    }

    @Test
    void handsNothingMoreOutOnceTheConsentHasEnded() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3_000);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2_500)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 2);

        // When
        OtherServices.say(scene.enablement(2, EnablementStatus.ACTIVE, "DE"));
        Scene.eventually(() -> scene.uploadView(uploadId).getInt("counts.rejected") == 500);
        int pending = scene.uploadView(uploadId).getInt("counts.pending");
        apply(Scene.delivered(chunks.get(0)));
        apply(Scene.rejected(chunks.get(1), RowCode.CONSENT_REQUIRED));

        // Then
        assertThat(pending).isEqualTo(2_000);
        awaitStatus(uploadId, "completedWithErrors");
        assertThat(scene.uploadView(uploadId).getInt("counts.accepted")).isEqualTo(1_000);
        assertThat(scene.chunks(uploadId)).hasSize(2);
        scene.upload(orderId, Scene.csv(Scene.berlin(1))).then().statusCode(409).body("type", endsWith("order-state"));
    }

    @Test
    void goesOnHandingOutWhenAnswersMakeRoom() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3_000);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2_500)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 2);

        // When
        apply(Scene.delivered(chunks.get(0)));

        // Then
        assertThat(scene.awaitChunks(uploadId, 3).get(2).items()).hasSize(500);
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getInt("percentage")).isEqualTo(40);
        assertThat(Instant.parse(upload.getString("estimatedEnd")))
                .isAfter(Instant.parse(upload.getString("receivedAt")));
    }

    /** Rows of a chunk that was delivered whole have no result of their own. */
    @Test
    void tellsRowsOfChunksThatCameWholeFromThoseThatWaitOrAreTriedAgain() {
        // Given
        UUID orderId = scene.acceptedOrder("DE", 3_000);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(2_500)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 2);

        // When
        apply(Scene.delivered(chunks.get(0)));

        // Then
        assertThat(lines(uploadId, "delivered", 1_000))
                .hasSize(1_000)
                .startsWith(1)
                .endsWith(1_000);
        assertThat(lines(uploadId, "delivered&pageToken=" + pageToken(uploadId, "delivered", 999), 999))
                .containsExactly(1_000);
        assertThat(lines(uploadId, "pending", 1_000)).hasSize(1_000).startsWith(1_001);
        assertThat(scene.rows(uploadId).getList("items.status")).containsOnly("delivered");
        UUID other = scene.uploaded(orderId, Scene.csv(List.of(new E164Number(49_30_2100_0000L))));
        assertThat(scene.uploadView(other).getInt("counts.rejected")).isZero();

        // When
        apply(Scene.rejected(chunks.get(1), RowCode.ADDRESS_NOT_VALIDATED));
        apply(Scene.delivered(scene.awaitChunks(uploadId, 3).get(2)));
        awaitStatus(uploadId, "completedWithErrors");
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body("{}")
                .post(scene.path + "/uploads/" + uploadId + "/retry")
                .then()
                .statusCode(202)
                .body("counts.accepted", equalTo(1_500));

        // Then
        UploadChunkSubmitted again = scene.awaitChunks(uploadId, 4).get(3);
        assertThat(again.items()).hasSize(1_000);
        assertThat(again.items().get(0).row()).isEqualTo(1_001);
        assertThat(lines(uploadId, "pending", 1_000)).hasSize(1_000).startsWith(1_001);
        assertThat(lines(uploadId, "delivered", 1_000)).endsWith(1_000);

        // When
        apply(Scene.delivered(again));
        apply(Scene.delivered(chunks.get(0)));

        // Then
        awaitStatus(uploadId, "completed");
        assertThat(lines(uploadId, "pending", 1)).isEmpty();
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isEqualTo(2_500);
    }

    private List<Integer> lines(UUID uploadId, String status, int limit) {
        return rows(uploadId, status, limit).getList("items.line");
    }

    private String pageToken(UUID uploadId, String status, int limit) {
        return rows(uploadId, status, limit).getString("nextPageToken");
    }

    private JsonPath rows(UUID uploadId, String status, int limit) {
        return asOperator(scene.operatorId)
                .get(scene.path + "/uploads/" + uploadId + "/rows?limit=" + limit + "&status=" + status)
                .jsonPath();
    }

    @Test
    void refusesUploadsThatAreNoneAsAWhole() {
        UUID orderId = scene.acceptedOrder("DE", 10);

        scene.upload(orderId, "telephoneNumber\n").then().statusCode(422).body("type", endsWith("upload-empty"));
        scene.upload(orderId, "").then().statusCode(422).body("type", endsWith("upload-empty"));
        scene.upload(orderId, "phone\n+4930123456\n")
                .then()
                .statusCode(422)
                .body("type", endsWith("headings-unknown"))
                .body("errors.code", hasItem("heading-missing"));
        scene.upload(orderId, Scene.csv(Scene.berlin(3_001)))
                .then()
                .statusCode(413)
                .body("type", endsWith("too-many-rows"));
        asOperator(scene.operatorId)
                .contentType("application/xml")
                .body("<rows/>")
                .post(scene.path + "/orders/" + orderId + "/uploads")
                .then()
                .statusCode(415);
        assertThat(rowsOfOrder(orderId)).isZero();
        assertThat(scene.order(orderId).getString("status")).isEqualTo("accepted");
    }

    @Test
    void takesUploadsForAcceptedOrdersOnly() {
        UUID orderId = UUID.fromString(scene.place(scene.newOrder("DE", 1)).path("orderId"));
        scene.upload(orderId, Scene.csv(Scene.berlin(1))).then().statusCode(409).body("type", endsWith("order-state"));
    }

    @Test
    void closesNoOrderWhoseNumbersAreOnTheirWay() {
        UUID orderId = scene.acceptedOrder("DE", 10);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(1)));
        scene.step(orderId, "complete").then().statusCode(409).body("type", endsWith("order-uploads-running"));

        apply(Scene.delivered(scene.awaitChunks(uploadId, 1).get(0)));
        awaitStatus(uploadId, "completed");
        scene.step(orderId, "complete").then().statusCode(200).body("status", equalTo("completed"));
    }

    @Test
    void showsUploadsToTheirOperatorAlone() {
        UUID orderId = scene.acceptedOrder("DE", 10);
        UUID uploadId = scene.uploaded(orderId, Scene.csv(Scene.berlin(1)));
        UUID other = UUID.randomUUID();
        String path = "/v1/operators/" + other;

        asOperator(other).get(path + "/uploads/" + uploadId).then().statusCode(404);
        asOperator(other).get(path + "/uploads/" + uploadId + "/rows").then().statusCode(404);
        asOperator(other)
                .contentType("text/csv")
                .body(Scene.csv(Scene.berlin(1)))
                .post(path + "/orders/" + orderId + "/uploads")
                .then()
                .statusCode(404);
    }

    private Response withKey(UUID orderId, String key, String csv) {
        return asOperator(scene.operatorId)
                .contentType("text/csv")
                .header("Idempotency-Key", key)
                .body(csv)
                .post(scene.path + "/orders/" + orderId + "/uploads");
    }

    private void awaitStatus(UUID uploadId, String status) {
        Scene.eventually(() -> status.equals(scene.uploadView(uploadId).getString("status")));
    }

    private static long rowsOfOrder(UUID orderId) {
        return TestData.count("select count(*) from upload_rows where order_id = ?", orderId);
    }

    private static void apply(UploadChunkApplied answer) {
        UUID eventId = UUID.randomUUID();
        OtherServices.sayAs(eventId, answer);
        Scene.eventually(() -> TestData.applied(eventId));
    }
}
