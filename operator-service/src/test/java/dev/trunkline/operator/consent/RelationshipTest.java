package dev.trunkline.operator.consent;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The customer relationship, driven by the operator alone. */
@QuarkusTest
class RelationshipTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @Test
    void goesForwardWithCommentsAndKeepsItsHistory() {
        // Given
        scene.register("DE").consent(1, "DE");

        // When
        Response skipped = patch(Map.of("customerRelationship", "CustomerContacted", "comment", "Called Ada"));
        Response back = patch(Map.of("customerRelationship", "ConsentAcknowledged"));
        Response same = patch(Map.of("customerRelationship", "CustomerContacted"));
        Response silent = patch(Map.of("customerRelationship", "ConsentDeclined"));
        Response declined = patch(Map.of("customerRelationship", "ConsentDeclined", "comment", "No coverage"));

        // Then
        skipped.then().statusCode(200).body("customerRelationship", equalTo("CustomerContacted"));
        back.then().statusCode(409).body("type", endsWith("customer-relationship-state"));
        same.then().statusCode(200);
        silent.then().statusCode(422).body("errors.pointer", contains("/comment"));
        declined.then().statusCode(200).body("customerRelationship", equalTo("ConsentDeclined"));
        assertThat(declined.header("ETag")).isNotEqualTo(skipped.header("ETag"));
        history()
                .then()
                .body("items.after", contains("CustomerContacted", "ConsentDeclined"))
                .body("items.comment", contains("Called Ada", "No coverage"))
                .body("items[0].before", nullValue())
                .body("items[1].by", equalTo("operator:" + scene.operatorId));
    }

    @Test
    void changesOnlyWhatTheOperatorHasSeen() {
        scene.register("DE").consent(1, "DE");
        String stale = etag();
        patch(Map.of("customerRelationship", "ConsentAcknowledged")).then().statusCode(200);

        patch(stale, Map.of("customerRelationship", "AgreementSigned")).then().statusCode(412);
        patch(null, Map.of("customerRelationship", "AgreementSigned")).then().statusCode(428);
        patch(Map.of("customerRelationship", "ContractTerminated", "comment", "Too early"))
                .then()
                .statusCode(409);
        asOperator(UUID.randomUUID())
                .contentType("application/merge-patch+json")
                .body(Map.of("customerRelationship", "AgreementSigned"))
                .patch(path())
                .then()
                .statusCode(404);
    }

    @Test
    void letsOrdersPassOnceTheAgreementIsSignedAndUntilItIsTerminated() {
        // Given
        Map<String, Object> entry = Scene.entry("Careful carrier", "DE");
        entry.put("requiresSignedAgreement", true);
        scene.register(entry).consent(1, "DE");

        // When
        Response before = scene.place(scene.newOrder("DE", 1));
        patch(Map.of("customerRelationship", "AgreementSigned")).then().statusCode(200);
        UUID orderId = scene.acceptedOrder("DE", 1);
        patch(Map.of("customerRelationship", "ContractTerminated", "comment", "Not paid"))
                .then()
                .statusCode(200);
        Response after = scene.place(scene.newOrder("DE", 1));
        Response upload = scene.upload(orderId, Scene.csv(Scene.berlin(1)));

        // Then
        before.then().statusCode(403).body("type", endsWith("agreement-required"));
        after.then().statusCode(403).body("type", endsWith("agreement-required"));
        upload.then().statusCode(403).body("type", endsWith("agreement-required"));
    }

    @Test
    void beginsAtNoneInEachEpochAndEndsWithTheConsent() {
        // Given
        scene.register("DE").consent(1, "DE");
        patch(Map.of("customerRelationship", "AgreementSigned")).then().statusCode(200);

        // When
        OtherServices.say(scene.enablement(1, EnablementStatus.REMOVED, "DE"));
        Scene.eventually(() -> "removed".equals(scene.consentView().getString("status")));
        Response ended = patch(Map.of("customerRelationship", "ContractTerminated", "comment", "Gone"));
        scene.consent(2, "DE");

        // Then
        ended.then().statusCode(409).body("type", endsWith("consent-ended"));
        assertThat(scene.consentView().getString("customerRelationship")).isNull();
        patch(Map.of("customerRelationship", "ConsentAcknowledged")).then().statusCode(200);
        history().then().body("items.epoch", contains(1, 2));
    }

    private Response patch(Map<String, ?> body) {
        return patch(etag(), body);
    }

    private Response patch(String etag, Map<String, ?> body) {
        var request = asOperator(scene.operatorId)
                .contentType("application/merge-patch+json")
                .body(body);
        return (etag == null ? request : request.header("If-Match", etag)).patch(path());
    }

    private Response history() {
        return asOperator(scene.operatorId).get(path() + "/history");
    }

    private String etag() {
        return asOperator(scene.operatorId).get(path()).header("ETag");
    }

    private String path() {
        return scene.path + "/consents/" + scene.tenantId;
    }
}
