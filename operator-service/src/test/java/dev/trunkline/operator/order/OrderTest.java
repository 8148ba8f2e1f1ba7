package dev.trunkline.operator.order;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @Test
    void takesAnOrderUnderTheConsentAndItsEpoch() {
        // Given
        scene.register("DE").consent(3, "DE");

        // When
        Response placed = scene.place(scene.newOrder("DE", 25));

        // Then
        placed.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .header("Location", endsWith(placed.path("orderId")))
                .body("status", equalTo("submitted"))
                .body("lines[0].line", equalTo(1))
                .body("lines[0].quantity", equalTo(25))
                .body("lines[0].delivered", equalTo(0))
                .body("steps.status", contains("submitted"))
                .body("steps[0].by", equalTo("operator:" + scene.operatorId));
        assertThat(TestData.query(
                        "select enablement_epoch from orders where order_id = ?::uuid", placed.<String>path("orderId")))
                .containsExactly("3");
    }

    @Test
    void answersAnUnknownTenantLikeOneWithoutConsent() {
        scene.register("DE");
        scene.place(scene.newOrder("DE", 1)).then().statusCode(403).body("type", endsWith("consent-required"));
    }

    @Test
    void refusesOrdersWhileTheConsentIsSuspendedOrRemoved() {
        scene.register("DE").consent(1, "DE");

        OtherServices.say(scene.enablement(1, EnablementStatus.SUSPENDED, "DE"));
        Scene.eventually(() -> "suspended".equals(scene.consentView().getString("status")));
        scene.place(scene.newOrder("DE", 1)).then().statusCode(403).body("type", endsWith("consent-suspended"));

        OtherServices.say(scene.enablement(1, EnablementStatus.REMOVED, "DE"));
        Scene.eventually(() -> "removed".equals(scene.consentView().getString("status")));
        scene.place(scene.newOrder("DE", 1)).then().statusCode(403).body("type", endsWith("consent-required"));
    }

    @Test
    void waitsForTheAgreementWhereTheOperatorRequiresOne() {
        // Given
        Map<String, Object> entry = Scene.entry("Careful carrier", "DE");
        entry.put("requiresSignedAgreement", true);
        scene.register(entry).consent(1, "DE");

        // When
        Response before = scene.place(scene.newOrder("DE", 1));
        TestData.execute(
                "update consents set customer_relationship = 'AgreementSigned' where tenant_id = ?", scene.tenantId);
        Response after = scene.place(scene.newOrder("DE", 1));

        // Then
        before.then().statusCode(403).body("type", endsWith("agreement-required"));
        after.then().statusCode(201);
    }

    @Test
    void namesEveryLineThatIsNotConsentedOrNotOffered() {
        // Given
        scene.register("DE", "US").consent(1, "DE", "IT");
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put(
                "lines",
                List.of(
                        Map.of("country", "US", "usage", "callingUserAssignment", "quantity", 1),
                        Map.of("country", "IT", "usage", "callingUserAssignment", "quantity", 1),
                        Map.of("country", "XX", "usage", "callingUserAssignment", "quantity", 1),
                        Map.of("country", "DE", "usage", "callingUserAssignment")));

        // When
        Response refused = scene.place(order);

        // Then
        refused.then()
                .statusCode(422)
                .body("type", endsWith("country-not-consented"))
                .body(
                        "errors.code",
                        contains("country-not-consented", "usage-not-offered", "country-unknown", "required"))
                .body(
                        "errors.pointer",
                        contains("/lines/0/country", "/lines/1/usage", "/lines/2/country", "/lines/3/quantity"));
    }

    @Test
    void wantsTheNumbersOfAPort() {
        scene.register("DE").consent(1, "DE");
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put("type", "portIn");
        scene.place(order).then().statusCode(422).body("errors.code", contains("telephone-numbers-required"));

        order.put(
                "lines",
                List.of(Map.of(
                        "country",
                        "DE",
                        "usage",
                        "callingUserAssignment",
                        "telephoneNumbers",
                        List.of("+4930123456", "4930123456", "+33142685300", "+4930"))));
        scene.place(order)
                .then()
                .statusCode(422)
                .body("errors.code", contains("number-repeated", "country-mismatch", "invalid-number"));
    }

    @Test
    void answersTheSameReferenceAndContentWithTheFirstOrder() {
        // Given
        scene.register("DE").consent(1, "DE");
        Map<String, Object> order = scene.newOrder("DE", 5);
        order.put("customerReference", "PO-4711");
        String first = scene.place(order).then().statusCode(201).extract().path("orderId");

        // When
        Response again = scene.place(order);
        order.put("requestedDate", "2026-12-24");
        Response other = scene.place(order);

        // Then
        again.then().statusCode(200).body("orderId", equalTo(first));
        other.then().statusCode(409).body("type", endsWith("customer-reference-taken"));
    }

    @Test
    void makesOneOrderOfManyWithTheSameReferenceAtTheSameMoment() throws Exception {
        // Given
        scene.register("DE").consent(1, "DE");
        Map<String, Object> order = scene.newOrder("DE", 5);
        order.put("customerReference", "PO-race");

        // When
        List<Response> answers = Scene.atOnce(6, () -> scene.place(order));

        // Then
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("orderId"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void leadsAnOrderThroughItsStatesAndRefusesEveryOtherStep() {
        // Given
        scene.register("DE").consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 5);

        // When
        Response rejected = scene.step(orderId, "reject");
        Response stale = asOperator(scene.operatorId)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{}")
                .post(scene.path + "/orders/" + orderId + "/complete");
        Response completed = asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("reason", "The tenant needs no more"))
                .post(scene.path + "/orders/" + orderId + "/complete");
        Response again = scene.step(orderId, "accept");

        // Then
        rejected.then().statusCode(409).body("type", endsWith("order-state"));
        stale.then().statusCode(412);
        completed
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("steps.status", contains("submitted", "accepted", "completed"))
                .body("steps[2].reason", equalTo("The tenant needs no more"));
        again.then().statusCode(409);
    }

    @Test
    void rejectsASubmittedOrder() {
        scene.register("DE").consent(1, "DE");
        UUID orderId = UUID.fromString(scene.place(scene.newOrder("DE", 1)).path("orderId"));
        scene.step(orderId, "reject").then().statusCode(200).body("status", equalTo("rejected"));
    }

    @Test
    void holdsTheConsentThatItDecidesByUntilItHasDecided() throws Exception {
        // Given
        scene.register("DE").consent(1, "DE");
        UUID removal = UUID.randomUUID();
        try (Connection decision = TestData.superuser()) {
            decision.setAutoCommit(false);
            try (PreparedStatement hold =
                    decision.prepareStatement("select 1 from consents where tenant_id = ? for share")) {
                hold.setObject(1, scene.tenantId);
                hold.execute();
            }

            // When
            OtherServices.sayAs(removal, scene.enablement(1, EnablementStatus.REMOVED, "DE"));
            Scene.eventually(() -> TestData.count(
                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'operator_background'")
                    > 0);

            // Then
            assertThat(scene.consentView().getString("status")).isEqualTo("active");
            decision.commit();
        }
        Scene.eventually(() -> "removed".equals(scene.consentView().getString("status")));
    }

    @Test
    void showsOrdersToTheirOperatorAlone() {
        scene.register("DE").consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);
        UUID other = UUID.randomUUID();

        asOperator(other).get(scene.path + "/orders/" + orderId).then().statusCode(404);
        asOperator(other)
                .get("/v1/operators/" + other + "/orders/" + orderId)
                .then()
                .statusCode(404);
        asOperator(other).get("/v1/operators/" + other + "/orders").then().body("items", empty());
        asOperator(scene.operatorId)
                .queryParams("status", "accepted", "tenantId", scene.tenantId)
                .get(scene.path + "/orders")
                .then()
                .body("items.orderId", contains(orderId.toString()));
    }
}
