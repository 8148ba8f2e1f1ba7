package dev.trunkline.operator.upload;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.contracts.E164Number;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dry runs, uploads that are delivered whole or not at all, and failed rows that are tried again. */
@QuarkusTest
class UploadFlagsTest extends OperatorServiceTest {

    private final Scene scene = new Scene();
    private UUID orderId;

    @BeforeEach
    void orderThatTakesUploads() {
        scene.register("DE").consent(1, "DE");
        orderId = scene.acceptedOrder("DE", 3_000);
    }

    @Test
    void deliversNothingInADryRunAndAsksAnewEachTime() {
        // Given
        String csv = Scene.csv(Scene.berlin(2)) + "not a number\n";

        // When
        UUID dry = uploaded("dryRun=true", csv);
        UploadChunkSubmitted chunk = scene.awaitChunks(dry, 1).get(0);
        apply(Scene.answer(
                chunk,
                item -> item.row() == 1
                        ? Scene.delivered(chunk).rows().get(0)
                        : Scene.rejected(chunk, RowCode.ADDRESS_REQUIRED).rows().get(1)));

        // Then
        assertThat(chunk.dryRun()).isTrue();
        awaitStatus(dry, "completedWithErrors");
        JsonPath upload = scene.uploadView(dry);
        assertThat(upload.getBoolean("dryRun")).isTrue();
        assertThat(upload.getInt("counts.accepted")).isEqualTo(1);
        assertThat(scene.rows(dry).<String>getList("items.status"))
                .containsExactly("deliverable", "rejected", "rejected");
        assertThat(scene.rows(dry).<String>getList("items.code"))
                .containsExactly(null, "address-required", "invalid-number");
        assertThat(scene.order(orderId).getString("status")).isEqualTo("accepted");
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isZero();
        retry(dry).then().statusCode(409).body("type", endsWith("nothing-to-retry"));

        // When
        UUID earnest = uploaded("", csv);
        UUID dryAgain = uploaded("dryRun=true", csv);

        // Then
        assertThat(List.of(dry, earnest, dryAgain)).doesNotHaveDuplicates();
        assertThat(scene.awaitChunks(earnest, 1).get(0).dryRun()).isFalse();
    }

    @Test
    void takesNoQuantityFromOthersInADryRun() {
        // Given
        UUID small = scene.acceptedOrder("DE", 2);
        List<E164Number> numbers = Scene.berlin(4);
        upload(small, "dryRun=true", Scene.csv(numbers.subList(0, 2))).then().statusCode(202);

        // When
        UUID earnest = UUID.fromString(
                upload(small, "", Scene.csv(numbers.subList(2, 4))).path("uploadId"));

        // Then
        assertThat(scene.rows(earnest).<String>getList("items.status")).containsExactly("pending", "pending");
    }

    @Test
    void handsOutAllChunksOfAnAtomicUploadTogether() {
        // When
        UUID uploadId = uploaded("atomic=true", Scene.csv(Scene.berlin(2_500)));

        // Then
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 3);
        assertThat(chunks).extracting(UploadChunkSubmitted::atomicChunks).containsOnly(3);
        assertThat(chunks).extracting(UploadChunkSubmitted::chunk).containsExactly(1, 2, 3);
        assertThat(chunks).extracting(chunk -> chunk.items().size()).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void handsOutNothingOfAnAtomicUploadWithARejectedRow() {
        // When
        UUID uploadId = uploaded("atomic", Scene.csv(Scene.berlin(2)) + "not a number\n");

        // Then
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getString("status")).isEqualTo("completedWithErrors");
        assertThat(upload.getInt("counts.rejected")).isEqualTo(3);
        assertThat(scene.rows(uploadId).<String>getList("items.code"))
                .containsExactly("atomic-refused", "atomic-refused", "invalid-number");
        assertThat(scene.chunks(uploadId)).isEmpty();
    }

    @Test
    void refusesMoreRowsThanCanBeAppliedAtOnce() {
        upload(orderId, "atomic=true", Scene.csv(Scene.berlin(2_501)))
                .then()
                .statusCode(413)
                .body("type", endsWith("too-many-rows"));
    }

    @Test
    void triesTheFailedRowsAloneAgainAndIgnoresOlderAnswers() {
        // Given
        List<E164Number> numbers = Scene.berlin(3);
        UUID uploadId = uploaded("", Scene.csv(numbers));
        retry(uploadId).then().statusCode(409).body("type", endsWith("upload-running"));
        UploadChunkSubmitted first = scene.awaitChunks(uploadId, 1).get(0);
        apply(Scene.answer(
                first,
                item -> item.row() == 1
                        ? Scene.delivered(first).rows().get(0)
                        : Scene.rejected(first, RowCode.ADDRESS_NOT_VALIDATED)
                                .rows()
                                .get((int) item.row() - 1)));
        awaitStatus(uploadId, "completedWithErrors");

        // When
        retry(uploadId)
                .then()
                .statusCode(202)
                .header("Location", endsWith("/uploads/" + uploadId))
                .body("status", equalTo("delivering"))
                .body("attempt", equalTo(2))
                .body("counts.accepted", equalTo(1))
                .body("counts.rejected", equalTo(0));
        UploadChunkSubmitted second = scene.awaitChunks(uploadId, 2).get(1);
        apply(Scene.delivered(first));

        // Then
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.items())
                .extracting(UploadChunkSubmitted.Item::telephoneNumber)
                .containsExactly(numbers.get(1), numbers.get(2));
        assertThat(scene.uploadView(uploadId).getInt("counts.pending")).isEqualTo(2);

        // When
        apply(Scene.delivered(second));

        // Then
        awaitStatus(uploadId, "completed");
        assertThat(scene.order(orderId).getInt("lines[0].delivered")).isEqualTo(3);
        retry(uploadId).then().statusCode(409).body("type", endsWith("nothing-to-retry"));
    }

    @Test
    void checksFailedRowsAnewWhenTheyAreTriedAgain() {
        // Given
        UUID small = scene.acceptedOrder("DE", 1);
        List<E164Number> numbers = Scene.berlin(3);
        String csv = "telephoneNumber,usage\n" + numbers.get(0) + ",conferenceAssignment\n" + numbers.get(1) + ",\n"
                + numbers.get(1) + ",\n" + numbers.get(2) + ",\nnot a number,\n";
        UUID uploadId = UUID.fromString(upload(small, "", csv).path("uploadId"));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);
        apply(Scene.rejected(chunk, RowCode.CONSENT_SUSPENDED));
        awaitStatus(uploadId, "completedWithErrors");
        TestData.execute(
                """
                insert into order_lines (order_id, line, operator_id, tenant_id, country, usage, quantity)
                select order_id, 2, operator_id, tenant_id, country, 'conferenceAssignment', 1 from order_lines where order_id = ?
                """,
                small);

        // When
        retry(uploadId).then().statusCode(202);

        // Then
        assertThat(scene.rows(uploadId).<String>getList("items.status"))
                .containsExactly("pending", "pending", "rejected", "rejected", "rejected");
        assertThat(scene.rows(uploadId).<String>getList("items.code"))
                .containsExactly(null, null, "duplicate-in-upload", "quantity-exceeded", "invalid-number");
    }

    @Test
    void rejectsTheRestOnceTheSignedAgreementHasEnded() {
        // Given
        UUID uploadId = uploaded("", Scene.csv(Scene.berlin(2_500)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(uploadId, 2);
        TestData.execute(
                "update operators set requires_signed_agreement = true where operator_id = ?", scene.operatorId);

        // When
        apply(Scene.delivered(chunks.get(0)));

        // Then
        Scene.eventually(() -> scene.uploadView(uploadId).getInt("counts.rejected") == 500);
        assertThat(asOperator(scene.operatorId)
                        .queryParam("status", "rejected")
                        .get(scene.path + "/uploads/" + uploadId + "/rows")
                        .jsonPath()
                        .<String>getList("items.code"))
                .containsOnly("agreement-required");
        upload(orderId, "", Scene.csv(Scene.berlin(1)))
                .then()
                .statusCode(403)
                .body("type", endsWith("agreement-required"));
    }

    @Test
    void showsEveryReasonThatNumberServiceCanGive() {
        // Given
        List<RowCode> codes = List.of(RowCode.values());
        UUID uploadId = uploaded("", Scene.csv(Scene.berlin(codes.size())));
        UploadChunkSubmitted chunk = scene.awaitChunks(uploadId, 1).get(0);

        // When
        apply(Scene.answer(chunk, item -> Scene.rejected(chunk, codes.get((int) item.row() - 1))
                .rows()
                .get((int) item.row() - 1)));

        // Then
        JsonPath rows = scene.rows(uploadId);
        assertThat(rows.<String>getList("items.code"))
                .containsExactlyElementsOf(codes.stream().map(RowCode::wire).toList());
        assertThat(rows.<String>getList("items.detail")).doesNotContainNull();
    }

    @Test
    void leavesRetryingToTheUploadThatRunsOfTheSameContent() {
        // Given
        String csv = Scene.csv(Scene.berlin(1));
        UUID first = uploaded("", csv);
        apply(Scene.rejected(scene.awaitChunks(first, 1).get(0), RowCode.ADDRESS_REQUIRED));
        awaitStatus(first, "completedWithErrors");
        UUID second = uploaded("", csv);

        // When
        Response refused = retry(first);

        // Then
        refused.then().statusCode(409).body("type", endsWith("retried-elsewhere"));
        assertThat(refused.<String>path("detail")).contains(second.toString());
    }

    private Response retry(UUID uploadId) {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .post(scene.path + "/uploads/" + uploadId + "/retry");
    }

    private UUID uploaded(String query, String csv) {
        return UUID.fromString(
                upload(orderId, query, csv).then().statusCode(202).extract().path("uploadId"));
    }

    private Response upload(UUID order, String query, String csv) {
        return asOperator(scene.operatorId)
                .contentType("text/csv")
                .body(csv)
                .post(scene.path + "/orders/" + order + "/uploads" + (query.isEmpty() ? "" : "?" + query));
    }

    private void awaitStatus(UUID uploadId, String status) {
        Scene.eventually(() -> status.equals(scene.uploadView(uploadId).getString("status")));
    }

    private static void apply(UploadChunkApplied answer) {
        UUID eventId = UUID.randomUUID();
        OtherServices.sayAs(eventId, answer);
        Scene.eventually(() -> TestData.applied(eventId));
    }
}
