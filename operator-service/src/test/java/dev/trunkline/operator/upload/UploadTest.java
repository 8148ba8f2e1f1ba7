package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "operator"))
class UploadTest {

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
        Scene.eventually(() -> "completed".equals(scene.uploadView(uploadId).getString("status")));
        JsonPath upload = scene.uploadView(uploadId);
        assertThat(upload.getInt("counts.accepted")).isEqualTo(3);
        assertThat(upload.getInt("percentage")).isEqualTo(100);
        JsonPath order = scene.order(orderId);
        assertThat(order.getString("status")).isEqualTo("completed");
        assertThat(order.getInt("lines[0].delivered")).isEqualTo(3);
        assertThat(order.<String>getList("steps.status"))
                .containsExactly("submitted", "accepted", "fulfilling", "completed");
    }
}
