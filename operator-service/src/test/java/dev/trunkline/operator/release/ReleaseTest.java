package dev.trunkline.operator.release;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.ReleasesRefused;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.contracts.event.ReleasesWithdrawn;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReleaseTest extends OperatorServiceTest {

    private static final E164Number NUMBER = E164Number.of("+4930123456");

    private final Scene scene = new Scene();
    private final UUID holdingId = UUID.randomUUID();
    private final UUID requestId = UUID.randomUUID();

    @BeforeEach
    void registered() {
        Map<String, Object> entry = Scene.entry("Carrier", "DE");
        entry.put("quarantineDays", 30);
        scene.register(entry);
    }

    @Test
    void showsTheOperatorsNumbersUntilTheyAreGone() {
        // Given
        NumberSnapshot held = snapshot(HoldingStatus.HELD, null);
        NumberSnapshot gone = snapshot(HoldingStatus.GONE, null);

        // When
        apply(new NumbersAcquired(
                scene.tenantId, scene.operatorId, UUID.randomUUID(), UUID.randomUUID(), List.of(held)));
        List<String> before = numbers();
        apply(new NumbersReleased(scene.tenantId, List.of(gone)));
        apply(new NumbersRestated(scene.tenantId, List.of(held)));

        // Then
        assertThat(before).containsExactly(NUMBER.toString());
        assertThat(numbers()).isEmpty();
    }

    @Test
    void sendsAConfirmationWithWhatItReliesOnAndOnlyOnce() {
        // Given
        request();

        // When
        Response confirmed = confirm();
        Response again = confirm();

        // Then
        confirmed.then().statusCode(202).body("status", equalTo("running")).body("percentage", equalTo(0));
        String operationId = confirmed.path("operationId");
        assertThat(confirmed.header("Location")).endsWith(scene.path + "/operations/" + operationId);
        again.then().statusCode(202).body("operationId", equalTo(operationId));
        Scene.eventually(() -> !commands().isEmpty());
        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.commandId()).hasToString(operationId);
            assertThat(command.holdingId()).isEqualTo(holdingId);
            assertThat(command.releaseRequestId()).isEqualTo(requestId);
            assertThat(command.decision()).isEqualTo(ReleaseDecision.CONFIRMED);
            assertThat(command.quarantineDays()).isEqualTo(30);
            assertThat(command.decidedBy()).isEqualTo("operator:" + scene.operatorId);
        });
    }

    @Test
    void sendsOneCommandForManyConfirmationsAtTheSameMoment() throws Exception {
        // Given
        request();

        // When
        List<Response> answers = Scene.atOnce(5, this::confirm);

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("operationId"))
                        .distinct())
                .hasSize(1);
        assertThat(TestData.count("select count(*) from operation_commands where operator_id = ?", scene.operatorId))
                .isEqualTo(1);
    }

    @Test
    void endsTheOperationByTheAnswerAndTheRequestByTheNumbersEvent() {
        // Given
        request();
        String operationId = confirm().path("operationId");

        // When
        apply(answer(operationId, CommandOutcome.APPLIED, null));
        apply(new NumbersReleased(scene.tenantId, List.of(snapshot(HoldingStatus.QUARANTINED, null))));
        apply(answer(operationId, CommandOutcome.REFUSED, "too-late"));

        // Then
        operation(operationId)
                .then()
                .statusCode(200)
                .body("status", equalTo("succeeded"))
                .body("percentage", equalTo(100))
                .body("results[0].telephoneNumber", equalTo(NUMBER.toString()))
                .body("results[0].outcome", equalTo("applied"));
        assertThat(status()).isEqualTo("confirmed");
        confirm().then().statusCode(202).body("operationId", equalTo(operationId));
        refuse("Too late").then().statusCode(409).body("type", endsWith("release-request-closed"));
    }

    @Test
    void wantsAReasonForARefusalAndTellsItOn() {
        request();
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body("{}")
                .post(requestPath() + "/refuse")
                .then()
                .statusCode(422);

        refuse("Contract runs until March").then().statusCode(202);
        confirm().then().statusCode(409).body("type", endsWith("release-being-decided"));
        apply(new ReleasesRefused(
                scene.tenantId, "Contract runs until March", List.of(snapshot(HoldingStatus.HELD, null))));

        Scene.eventually(() -> !commands().isEmpty());
        assertThat(commands().get(0).reason()).isEqualTo("Contract runs until March");
        assertThat(status()).isEqualTo("refused");
    }

    @Test
    void refusesToConfirmWhatWasWithdrawn() {
        // Given
        request();
        apply(new NumbersAssigned(scene.tenantId, List.of(snapshot(HoldingStatus.HELD, null))));

        // When
        Response confirmed = confirm();

        // Then
        assertThat(status()).isEqualTo("withdrawn");
        confirmed.then().statusCode(409).body("type", endsWith("release-request-closed"));
        assertThat(commands()).isEmpty();
    }

    @Test
    void letsTheOperatorDecideAnewAfterItsDecisionWasRefused() {
        // Given
        request();
        String first = confirm().path("operationId");

        // When
        apply(answer(first, CommandOutcome.REFUSED, "quarantine-days-changed"));
        Response second = confirm();

        // Then
        operation(first)
                .then()
                .body("status", equalTo("failed"))
                .body("results[0].code", equalTo("quarantine-days-changed"));
        second.then().statusCode(202);
        assertThat(second.<String>path("operationId")).isNotEqualTo(first);
    }

    @Test
    void keepsARequestClosedWhateverComesLate() {
        // Given
        NumberSnapshot requested = snapshot(HoldingStatus.HELD, requestId);
        NumberSnapshot withdrawn = snapshot(HoldingStatus.HELD, null);
        apply(new ReleasesRequested(scene.tenantId, List.of(requested)));
        apply(new ReleasesWithdrawn(scene.tenantId, List.of(withdrawn)));

        // When
        apply(new ReleasesRequested(scene.tenantId, List.of(requested)));
        apply(new NumbersRestated(scene.tenantId, List.of(withdrawn)));

        // Then
        assertThat(status()).isEqualTo("withdrawn");
    }

    @Test
    void ignoresARequestOfAnEarlierStay() {
        // Given
        NumberSnapshot requested = snapshot(HoldingStatus.HELD, requestId);
        apply(new NumbersReleased(scene.tenantId, List.of(snapshot(HoldingStatus.GONE, null))));

        // When
        apply(new ReleasesRequested(scene.tenantId, List.of(requested)));

        // Then
        assertThat(requests()).isEmpty();
    }

    @Test
    void confirmsByItselfForAnOperatorThatSaidSo() {
        // Given
        Response entry = asOperator(scene.operatorId).get(scene.path);
        Map<String, Object> changed = entry.jsonPath().getMap("");
        changed.put("autoConfirmReleases", true);
        changed.remove("revision");
        asOperator(scene.operatorId)
                .contentType("application/json")
                .header("If-Match", entry.header("ETag"))
                .body(changed)
                .put(scene.path)
                .then()
                .statusCode(200);

        // When
        request();

        // Then
        Scene.eventually(() -> !commands().isEmpty());
        assertThat(commands().get(0).decidedBy()).isEqualTo("system");
        assertThat(commands().get(0).quarantineDays()).isEqualTo(30);
        operation(commands().get(0).commandId().toString()).then().statusCode(200);
    }

    @Test
    void showsRequestsOperationsAndNumbersToTheirOperatorAlone() {
        // Given
        request();
        String operationId = confirm().path("operationId");
        String other = "/v1/operators/" + UUID.randomUUID();
        UUID otherId = UUID.fromString(other.substring("/v1/operators/".length()));

        // Then
        asOperator(otherId).get(other + "/release-requests").then().body("items", empty());
        asOperator(otherId).get(other + "/numbers").then().body("items", empty());
        asOperator(otherId).get(other + "/operations/" + operationId).then().statusCode(404);
        asOperator(otherId)
                .contentType("application/json")
                .post(other + "/release-requests/" + requestId + "/confirm")
                .then()
                .statusCode(404);
        asOperator(otherId).get(scene.path + "/numbers").then().statusCode(404);
    }

    private void request() {
        apply(new ReleasesRequested(scene.tenantId, List.of(snapshot(HoldingStatus.HELD, requestId))));
        assertThat(status()).isEqualTo("open");
    }

    private String requestPath() {
        return scene.path + "/release-requests/" + requestId;
    }

    private Response confirm() {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .body("{}")
                .post(requestPath() + "/confirm");
    }

    private Response refuse(String reason) {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post(requestPath() + "/refuse");
    }

    private Response operation(String operationId) {
        return asOperator(scene.operatorId).get(scene.path + "/operations/" + operationId);
    }

    private List<Map<String, Object>> requests() {
        return asOperator(scene.operatorId)
                .get(scene.path + "/release-requests")
                .jsonPath()
                .getList("items");
    }

    private Object status() {
        return requests().get(0).get("status");
    }

    private List<String> numbers() {
        return asOperator(scene.operatorId)
                .get(scene.path + "/numbers")
                .jsonPath()
                .getList("items.telephoneNumber");
    }

    private List<ReleaseDecided> commands() {
        return OtherServices.heard(ReleaseDecided.class).stream()
                .filter(command -> command.operatorId().equals(scene.operatorId))
                .toList();
    }

    private CommandAnswered answer(String operationId, CommandOutcome outcome, @Nullable String code) {
        return new CommandAnswered(
                UUID.fromString(operationId),
                scene.operatorId,
                scene.tenantId,
                NUMBER,
                outcome,
                code,
                code == null ? null : "Refused: " + code,
                Instant.now());
    }

    private static void apply(Event event) {
        UUID eventId = UUID.randomUUID();
        OtherServices.sayAs(eventId, event);
        Scene.eventually(() -> TestData.applied(eventId));
    }

    private NumberSnapshot snapshot(HoldingStatus status, @Nullable UUID releaseRequestId) {
        return new NumberSnapshot(
                NUMBER,
                holdingId,
                Scene.nextRevision(),
                status,
                NumberType.OPERATOR_CONNECT,
                NumberSource.ONLINE,
                scene.operatorId,
                null,
                "DE",
                "Berlin",
                Usage.CALLING_USER_ASSIGNMENT,
                List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT),
                List.of(Capability.USER_ASSIGNMENT),
                false,
                false,
                AssignmentStatus.UNASSIGNED,
                null,
                null,
                ActivationState.ACTIVATED,
                null,
                releaseRequestId == null ? null : ReleaseStatus.RELEASE_REQUESTED,
                releaseRequestId,
                releaseRequestId == null ? null : Instant.now(),
                status == HoldingStatus.QUARANTINED ? Instant.now().plusSeconds(60) : null,
                null,
                false,
                null,
                null,
                null,
                Instant.now(),
                null,
                null,
                null);
    }
}
