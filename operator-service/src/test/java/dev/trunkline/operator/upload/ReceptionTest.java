package dev.trunkline.operator.upload;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import dev.trunkline.platform.testing.LogCapture;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body counts only once its end was seen. */
@QuarkusTest
class ReceptionTest extends OperatorServiceTest {

    @TestHTTPResource
    URL service;

    private final Scene scene = new Scene();
    private UUID orderId;

    @BeforeEach
    void orderThatTakesUploads() {
        scene.register("DE").consent(1, "DE");
        orderId = scene.acceptedOrder("DE", 100);
    }

    @Test
    void keepsNothingOfABodyThatEndsBeforeItsDeclaredLength() throws Exception {
        String rows = Scene.csv(Scene.berlin(50));
        cut("Content-Length: " + (rows.length() + 100) + "\r\n\r\n" + rows);
        assertFailedWithoutTrace();
    }

    @Test
    void saysInOneLineThatAClientWentAway() throws Exception {
        String rows = Scene.csv(Scene.berlin(5));
        try (LogCapture logs = LogCapture.open()) {
            cut("Content-Length: " + (rows.length() + 100) + "\r\n\r\n" + rows);

            Scene.eventually(() -> logs.records().stream().anyMatch(line -> line.contains("client went away")));
            assertThat(logs.records()).noneMatch(line -> line.contains("request failed"));
            assertThat(logs.records())
                    .filteredOn(line -> line.contains("client went away"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("upload=") && !line.contains("\tat "));
        }
    }

    @Test
    void keepsNothingOfAChunkedBodyWithoutItsLastChunk() throws Exception {
        String rows = Scene.csv(Scene.berlin(50));
        cut("Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(rows.length()) + "\r\n" + rows + "\r\n");
        assertFailedWithoutTrace();
    }

    @Test
    void failsAnUploadWhoseReceivingProcessDied() throws Exception {
        // Given
        UUID uploadId = UUID.randomUUID();
        try (Connection process = TestData.superuser()) {
            lockAsReceiver(process, uploadId);
            TestData.execute(
                    """
                    insert into uploads (upload_id, order_id, operator_id, tenant_id, status, enablement_epoch, received_at)
                    values (?, ?, ?, ?, 'received', 1, now() - interval '30 days')
                    """,
                    uploadId,
                    orderId,
                    scene.operatorId,
                    scene.tenantId);
            TestData.execute(
                    """
                    insert into upload_rows (upload_id, line, order_id, operator_id, tenant_id, submitted_number, status)
                    values (?, 1, ?, ?, ?, '+4930', 'skipped')
                    """,
                    uploadId,
                    orderId,
                    scene.operatorId,
                    scene.tenantId);
            Scene.eventually(() -> sweptAnotherUpload());
            assertThat(scene.uploadView(uploadId).getString("status")).isEqualTo("received");

            // When
        }

        // Then
        Scene.eventually(() -> "failed".equals(scene.uploadView(uploadId).getString("status")));
        assertThat(scene.uploadView(uploadId).getString("failure")).isNotBlank();
        assertThat(rows()).isZero();
        assertThat(scene.chunks(uploadId)).isEmpty();
    }

    /** An upload that nobody receives, later than the one under test: once it has failed, that one was looked at. */
    private boolean sweptAnotherUpload() {
        UUID marker = new UUID(-1L, UUID.randomUUID().getLeastSignificantBits());
        TestData.execute(
                """
                insert into uploads (upload_id, order_id, operator_id, tenant_id, status, enablement_epoch, received_at)
                values (?, ?, ?, ?, 'received', 1, now())
                """,
                marker,
                orderId,
                scene.operatorId,
                scene.tenantId);
        Scene.eventually(() -> "failed".equals(scene.uploadView(marker).getString("status")));
        return true;
    }

    private static void lockAsReceiver(Connection process, UUID uploadId) throws Exception {
        try (PreparedStatement lock =
                process.prepareStatement("select pg_advisory_lock(hashtextextended('upload reception ' || ?, 0))")) {
            lock.setString(1, uploadId.toString());
            lock.execute();
        }
    }

    private void cut(String headersAndBody) throws Exception {
        String request = "POST " + scene.path + "/orders/" + orderId + "/uploads HTTP/1.1\r\n"
                + "Host: " + service.getHost() + "\r\n"
                + "Content-Type: text/csv\r\n"
                + "Authorization: Bearer " + TrunklineTestServers.issuer().operatorToken(scene.operatorId) + "\r\n"
                + headersAndBody;
        try (Socket connection = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = connection.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            Scene.eventually(() -> !statuses().isEmpty());
        }
    }

    private List<String> statuses() {
        return asOperator(scene.operatorId)
                .get(scene.path + "/orders/" + orderId + "/uploads")
                .jsonPath()
                .getList("items.status");
    }

    private void assertFailedWithoutTrace() {
        Scene.eventually(() -> statuses().contains("failed"));
        assertThat(statuses()).containsExactly("failed");
        assertThat(rows()).isZero();
        assertThat(TestData.count("select count(*) from upload_staging")).isZero();
        assertThat(scene.order(orderId).getString("status")).isEqualTo("accepted");
    }

    private long rows() {
        return TestData.count("select count(*) from upload_rows where order_id = ?", orderId);
    }
}
