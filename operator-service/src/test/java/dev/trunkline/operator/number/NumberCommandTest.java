package dev.trunkline.operator.number;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands on numbers as the operator gives them; number-service answers each. */
@QuarkusTest
class NumberCommandTest extends OperatorServiceTest {

    private final Scene scene = new Scene();
    private final List<E164Number> numbers = Scene.berlin(4);

    @BeforeEach
    void registeredWithNumbers() {
        Map<String, Object> entry = Scene.entry("Carrier", "DE");
        entry.put("quarantineDays", 30);
        scene.register(entry);
        provide(scene.tenantId, numbers.get(0), "held", "unassigned");
        provide(scene.tenantId, numbers.get(1), "held", "unassigned");
        provide(scene.tenantId, numbers.get(2), "held", "userAssigned");
        provide(scene.tenantId, numbers.get(3), "quarantined", "unassigned");
    }

    @Test
    void unassignsTheNumberAsItWasSeen() {
        // When
        Response accepted = post("/numbers/" + numbers.get(2) + "/unassign", Map.of("reason", "Fraud"));

        // Then
        String operationId = accepted.then()
                .statusCode(202)
                .body("kind", equalTo("unassignment"))
                .extract()
                .path("operationId");
        NumbersCommanded command = command(operationId);
        assertThat(command.command()).isEqualTo(NumberCommand.UNASSIGN);
        assertThat(command.reason()).isEqualTo("Fraud");
        assertThat(command.commandedBy()).isEqualTo("operator:" + scene.operatorId);
        assertThat(command.validUntil()).isAfter(command.commandedAt());
        assertThat(command.items()).singleElement().satisfies(item -> {
            assertThat(item.holdingId()).isEqualTo(holding(numbers.get(2)));
            assertThat(item.expectedRevision()).isEqualTo(1L);
        });
    }

    @Test
    void releasesAListAndTellsWhatBecameOfEachNumber() {
        // Given
        List<E164Number> both = numbers.subList(0, 2);
        String operationId = release(Map.of("telephoneNumbers", texts(both)))
                .then()
                .statusCode(202)
                .body("results", hasSize(2))
                .extract()
                .path("operationId");
        NumbersCommanded command = command(operationId);

        // When
        OtherServices.say(answer(command.items().get(0), null));
        OtherServices.say(answer(command.items().get(1), "number-assigned"));
        Scene.eventually(() -> "failed".equals(operation(operationId).path("status")));

        // Then
        assertThat(command.quarantineDays()).isEqualTo(30);
        assertThat(command.items())
                .allSatisfy(item -> assertThat(item.expectedRevision()).isNull());
        operation(operationId)
                .then()
                .body("percentage", equalTo(100))
                .body("results.find { it.outcome == 'refused' }.code", equalTo("number-assigned"));
    }

    @Test
    void namesEveryNumberOfARangeThatCannotBeReleasedAndSendsNothing() {
        E164Number beyond = new E164Number(numbers.get(3).digits() + 1);

        Response refused =
                release(Map.of("range", Map.of("first", numbers.get(1).toString(), "last", beyond.toString())));

        refused.then()
                .statusCode(422)
                .body("type", endsWith("release-refused"))
                .body("errors.code", contains("number-assigned", "already-released", "number-unknown"));
        assertThat(TestData.count("select count(*) from operations where operator_id = ?", scene.operatorId))
                .isZero();
    }

    @Test
    void takesOneListOrOneRangeOfOneTenant() {
        release(Map.of()).then().statusCode(422).body("errors.code", contains("required"));
        release(Map.of("range", Map.of("first", "+493020000000", "last", "+493020001000")))
                .then()
                .statusCode(422)
                .body("errors.code", contains("range-size"));
        release(Map.of("telephoneNumbers", texts(List.of(numbers.get(0), numbers.get(0)))))
                .then()
                .statusCode(422)
                .body("errors.code", contains("number-repeated"));
        UUID elsewhere = UUID.randomUUID();
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("tenantId", elsewhere, "telephoneNumbers", texts(numbers.subList(0, 1))))
                .post(scene.path + "/releases")
                .then()
                .statusCode(422)
                .body("errors.code", contains("number-unknown"));
    }

    @Test
    void changesTheEmergencyLocationOfTheNumberAsItWasSeen() {
        // Given
        String path = scene.path + "/numbers/" + numbers.get(0);
        UUID location = UUID.randomUUID();
        String etag = asOperator(scene.operatorId).get(path).header("ETag");

        // When
        Response unseen = locate(path, null, location);
        Response stale = locate(path, "\"7\"", location);
        Response accepted = locate(path, etag, location);

        // Then
        unseen.then().statusCode(428);
        stale.then().statusCode(412);
        NumbersCommanded command =
                command(accepted.then().statusCode(202).extract().path("operationId"));
        assertThat(command.command()).isEqualTo(NumberCommand.CHANGE_EMERGENCY_LOCATION);
        assertThat(command.locationId()).isEqualTo(location);
        assertThat(command.items().get(0).expectedRevision()).isEqualTo(1L);
    }

    @Test
    void describesTheNumberAsItWasReadAndThenChanged() {
        // Given
        E164Number number = numbers.get(0);
        TestData.execute(
                "update numbers set city = 'Berlin', displayed_country_code = 'DE' where telephone_number = ? and operator_id = ?",
                number.digits(),
                scene.operatorId);
        String etag = asOperator(scene.operatorId)
                .get(scene.path + "/numbers/" + number)
                .header("ETag");

        // When
        Response unseen = patch(number, null, "{\"city\": \"Potsdam\"}");
        Response stale = patch(number, "\"7\"", "{\"city\": \"Potsdam\"}");
        Response accepted = patch(
                number,
                etag,
                """
                {"city": "Potsdam", "displayedCountryCode": null, "usage": "callingUserAssignment", "version": 1,
                 "additionalUsages": ["callingUserAssignment", "firstPartyAppAssignment", "firstPartyAppAssignment"]}
                """);

        // Then
        unseen.then().statusCode(428);
        stale.then().statusCode(412);
        String operationId = accepted.then()
                .statusCode(202)
                .header("Location", endsWith("/operations/" + accepted.path("operationId")))
                .body("kind", equalTo("descriptionChange"))
                .extract()
                .path("operationId");
        NumbersCommanded command = command(operationId);
        assertThat(command.command()).isEqualTo(NumberCommand.DESCRIBE);
        assertThat(command.description())
                .isEqualTo(
                        new NumbersCommanded.Description("Potsdam", null, List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT)));
        assertThat(command.items().get(0).expectedRevision()).isEqualTo(1L);

        // When
        OtherServices.say(answer(command.items().get(0), "usage-in-use"));

        // Then
        Scene.eventually(() -> "failed".equals(operation(operationId).path("status")));
    }

    @Test
    void namesEverythingThatForbidsToDescribeTheNumberSo() {
        // Given
        E164Number tollFree = new E164Number(18005550123L);
        provide(scene.tenantId, tollFree, "held", "unassigned");
        TestData.execute(
                "update numbers set toll_free = true, country = 'US', displayed_country_code = 'US', usage = 'firstPartyAppAssignment'"
                        + " where telephone_number = ? and operator_id = ?",
                tollFree.digits(),
                scene.operatorId);

        // When
        Response northAmerican = patch(
                tollFree,
                "\"1\"",
                "{\"displayedCountryCode\": \"CA\", \"additionalUsages\": [\"callingUserAssignment\", \"conferenceAssignment\"]}");
        Response german = patch(numbers.get(0), "\"1\"", "{\"displayedCountryCode\": \"XX\"}");
        Response readOnly = patch(numbers.get(0), "\"1\"", "{\"mobile\": true, \"usage\": \"conferenceAssignment\"}");

        // Then
        northAmerican
                .then()
                .statusCode(422)
                .body("type", endsWith("description-refused"))
                .body("errors.code", contains("displayed-country-fixed", "toll-free-user-usage", "usage-not-offered"))
                .body(
                        "errors.pointer",
                        contains("/displayedCountryCode", "/additionalUsages/0", "/additionalUsages/1"));
        german.then().statusCode(422).body("errors.code", contains("country-unknown"));
        readOnly.then().statusCode(422).body("errors.pointer", contains("/usage", "/mobile"));
        patch(numbers.get(0), "\"1\"", "{\"locationId\": \"x\"}").then().statusCode(400);
        patch(numbers.get(3), "\"1\"", "{}").then().statusCode(409).body("type", endsWith("already-released"));
        assertThat(TestData.count("select count(*) from operations where operator_id = ?", scene.operatorId))
                .isZero();
    }

    @Test
    void knowsOnlyTheOperatorsOwnNumbers() {
        UUID other = UUID.randomUUID();
        asOperator(other)
                .get("/v1/operators/" + other + "/numbers/" + numbers.get(0))
                .then()
                .statusCode(404)
                .body("type", endsWith("number-not-found"));
        post("/numbers/" + numbers.get(3) + "/unassign", Map.of())
                .then()
                .statusCode(409)
                .body("type", endsWith("already-released"));
        asOperator(scene.operatorId)
                .get(scene.path + "/numbers/" + numbers.get(3).digits())
                .then()
                .statusCode(200)
                .body("status", equalTo("quarantined"));
    }

    private void provide(UUID tenantId, E164Number number, String status, String assignment) {
        TestData.execute(
                """
                insert into numbers (operator_id, tenant_id, telephone_number, holding_id, revision, status, country, usage,
                    additional_usages, mobile, toll_free, assignment_status, allow_tenant_address_update, acquired_at)
                values (?, ?, ?, gen_random_uuid(), 1, ?, 'DE', 'callingUserAssignment', '{}', false, false, ?, true, now())
                """,
                scene.operatorId,
                tenantId,
                number.digits(),
                status,
                assignment);
    }

    private UUID holding(E164Number number) {
        return UUID.fromString(TestData.query(
                        "select holding_id from numbers where operator_id = ? and telephone_number = ?",
                        scene.operatorId,
                        number.digits())
                .get(0));
    }

    private Response release(Map<String, ?> which) {
        Map<String, Object> body = new HashMap<>(which);
        body.put("tenantId", scene.tenantId);
        return post("/releases", body);
    }

    private Response post(String path, Map<String, ?> body) {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .body(body)
                .post(scene.path + path);
    }

    private Response patch(E164Number number, @Nullable String etag, String body) {
        var request = asOperator(scene.operatorId)
                .contentType("application/merge-patch+json")
                .body(body);
        return (etag == null ? request : request.header("If-Match", etag)).patch(scene.path + "/numbers/" + number);
    }

    private Response locate(String path, @Nullable String etag, UUID location) {
        var request =
                asOperator(scene.operatorId).contentType("application/json").body(Map.of("locationId", location));
        return (etag == null ? request : request.header("If-Match", etag)).put(path + "/emergency-location");
    }

    private Response operation(String operationId) {
        return asOperator(scene.operatorId).get(scene.path + "/operations/" + operationId);
    }

    private static NumbersCommanded command(String operationId) {
        Scene.eventually(() -> heard(operationId).size() == 1);
        return heard(operationId).get(0);
    }

    private static List<NumbersCommanded> heard(String operationId) {
        return OtherServices.heard(NumbersCommanded.class).stream()
                .filter(command -> command.operationId().toString().equals(operationId))
                .toList();
    }

    private CommandAnswered answer(NumbersCommanded.Item item, @Nullable String code) {
        return new CommandAnswered(
                item.commandId(),
                scene.operatorId,
                scene.tenantId,
                item.telephoneNumber(),
                code == null ? CommandOutcome.APPLIED : CommandOutcome.REFUSED,
                code,
                code == null ? null : "Why not.",
                Instant.now());
    }

    private static List<String> texts(List<E164Number> numbers) {
        return numbers.stream().map(E164Number::toString).toList();
    }
}
