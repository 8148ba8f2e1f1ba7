package dev.trunkline.operator.addresschange;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.AddressChangeDecided;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AddressChangeTest extends OperatorServiceTest {

    private static final E164Number NUMBER = E164Number.of("+4930123456");

    private final Scene scene = new Scene();
    private final UUID requestId = UUID.randomUUID();
    private final UUID holdingId = UUID.randomUUID();
    private final UUID locationId = UUID.randomUUID();
    private final AddressChangeRequestChanged opened = request(AddressChangeStatus.OPEN);

    @BeforeEach
    void filed() {
        scene.register("DE");
        OtherServices.say(opened);
        Scene.eventually(
                () -> list("open").<List<String>>path("items.requestId").contains(requestId.toString()));
    }

    @Test
    void showsWhatATenantAsksForToThisOperatorAlone() {
        Scene stranger = new Scene().register("DE");

        list("open")
                .then()
                .statusCode(200)
                .body("items.locationId", containsInAnyOrder(locationId.toString()))
                .body("items.reason", containsInAnyOrder("We moved."));
        list("accepted").then().statusCode(200).body("items", empty());
        list("whatever").then().statusCode(422).body("type", endsWith("/filter-unknown"));
        asOperator(stranger.operatorId)
                .get(stranger.path + "/address-change-requests/" + requestId)
                .then()
                .statusCode(404);
        asOperator(stranger.operatorId)
                .post(stranger.path + "/address-change-requests/" + requestId + "/accept")
                .then()
                .statusCode(404);
    }

    @Test
    void sendsADecisionWithWhatItReliesOnAndOnlyOnce() throws Exception {
        List<Response> answers = Scene.atOnce(5, this::accept);

        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        String operationId = answers.get(0).path("operationId");
        assertThat(answers)
                .extracting(answer -> answer.<String>path("operationId"))
                .containsOnly(operationId);
        refuse().then().statusCode(409).body("type", endsWith("/address-change-being-decided"));
        Scene.eventually(() -> !commands().isEmpty());
        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.commandId()).hasToString(operationId);
            assertThat(command.holdingId()).isEqualTo(holdingId);
            assertThat(command.requestId()).isEqualTo(requestId);
            assertThat(command.decision()).isEqualTo(AddressChangeDecision.ACCEPTED);
            assertThat(command.decidedBy()).isEqualTo("operator:" + scene.operatorId);
        });
    }

    @Test
    void endsTheOperationByTheAnswerAndTheRequestByItsEvent() {
        String operationId = accept().path("operationId");

        OtherServices.say(answer(operationId, CommandOutcome.APPLIED, null));
        OtherServices.say(request(AddressChangeStatus.ACCEPTED));
        OtherServices.say(opened);

        Scene.eventually(() -> "succeeded".equals(operation(operationId).path("status")));
        Scene.eventually(() -> "accepted".equals(get().path("status")));
        accept().then().statusCode(202).body("operationId", equalTo(operationId));
        refuse().then().statusCode(409).body("type", endsWith("/address-change-request-ended"));
    }

    @Test
    void opensTheRequestForAnotherDecisionWhenNumberServiceRefusedTheFirst() {
        String operationId = accept().path("operationId");

        OtherServices.say(answer(operationId, CommandOutcome.REFUSED, "emergency-location-unknown"));

        Scene.eventually(() -> "failed".equals(operation(operationId).path("status")));
        refuse().then().statusCode(202).body("kind", equalTo("addressChangeRefusal"));
        Scene.eventually(() -> commands().size() == 2);
        assertThat(commands().get(1).reason()).isEqualTo("Not in our books.");
    }

    @Test
    void wantsAReasonForARefusal() {
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of())
                .post(scene.path + "/address-change-requests/" + requestId + "/refuse")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/reason"));
    }

    private AddressChangeRequestChanged request(AddressChangeStatus status) {
        boolean open = status == AddressChangeStatus.OPEN;
        return new AddressChangeRequestChanged(
                requestId,
                scene.tenantId,
                Scene.nextRevision(),
                scene.operatorId,
                NUMBER,
                holdingId,
                status,
                UUID.randomUUID(),
                locationId,
                "We moved.",
                Instant.now(),
                open ? null : Instant.now(),
                null);
    }

    private CommandAnswered answer(String operationId, CommandOutcome outcome, String code) {
        return new CommandAnswered(
                UUID.fromString(operationId),
                scene.operatorId,
                scene.tenantId,
                NUMBER,
                outcome,
                code,
                code == null ? null : "Because.",
                Instant.now());
    }

    private List<AddressChangeDecided> commands() {
        return OtherServices.heard(AddressChangeDecided.class).stream()
                .filter(command -> command.requestId().equals(requestId))
                .toList();
    }

    private Response list(String status) {
        return asOperator(scene.operatorId).get(scene.path + "/address-change-requests?status=" + status);
    }

    private Response get() {
        return asOperator(scene.operatorId).get(scene.path + "/address-change-requests/" + requestId);
    }

    private Response operation(String operationId) {
        return asOperator(scene.operatorId).get(scene.path + "/operations/" + operationId);
    }

    private Response accept() {
        return asOperator(scene.operatorId).post(scene.path + "/address-change-requests/" + requestId + "/accept");
    }

    private Response refuse() {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("reason", "Not in our books."))
                .post(scene.path + "/address-change-requests/" + requestId + "/refuse");
    }
}
