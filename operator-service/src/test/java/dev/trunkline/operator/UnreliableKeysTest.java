package dev.trunkline.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A consent whose last state could not be applied may be out of date: nothing is decided by it. */
@QuarkusTest
class UnreliableKeysTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void consented() {
        scene.register("DE").consent(1, "DE");
    }

    @Test
    void takesNeitherOrderNorUploadWhileTheConsentIsInDoubt() {
        UUID order = scene.acceptedOrder("DE", 1);
        doubtConsent();

        scene.place(scene.newOrder("DE", 1)).then().statusCode(403).body("type", endsWith("/consent-required"));
        scene.upload(order, Scene.csv(Scene.berlin(1)))
                .then()
                .statusCode(403)
                .body("type", endsWith("/consent-required"));
        trustConsent();
        scene.upload(order, Scene.csv(Scene.berlin(1))).then().statusCode(202);
    }

    @Test
    void handsOutNoRowsWhileTheConsentIsInDoubt() {
        // Given
        UUID upload = scene.uploaded(scene.acceptedOrder("DE", 1), Scene.csv(Scene.berlin(1)));
        scene.awaitChunks(upload, 1);
        doubtConsent();
        TestData.execute("update uploads set handed_out_line = 0, under_way = 0 where upload_id = ?", upload);
        // When
        Scene later = new Scene();
        later.register("DE").consent(1, "DE");
        later.awaitChunks(later.uploaded(later.acceptedOrder("DE", 1), Scene.csv(Scene.berlin(1))), 1);
        // Then
        assertThat(scene.chunks(upload)).hasSize(1);
        trustConsent();
        scene.awaitChunks(upload, 2);
    }

    private void doubtConsent() {
        TestData.execute(
                "insert into unreliable_key (topic, record_key, revision) values ('trunkline.enablements', ?, 1)",
                key());
    }

    private void trustConsent() {
        TestData.execute("delete from unreliable_key where record_key = ?", key());
    }

    private String key() {
        return scene.tenantId + ":" + scene.operatorId;
    }
}
