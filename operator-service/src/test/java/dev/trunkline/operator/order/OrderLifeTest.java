package dev.trunkline.operator.order;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderStage;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.OrderPortingChanged;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order goes through from its acceptance on. */
@QuarkusTest
class OrderLifeTest extends OperatorServiceTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();

    private final Scene scene = new Scene();

    @BeforeEach
    void registered() {
        scene.register("DE", "FR");
    }

    @Test
    void leadsAPortThroughItsStepsAndTellsOfEach() {
        // Given
        scene.consent(1, "DE");
        UUID orderId = port("portIn");

        // When
        step(orderId, "accept", Map.of()).then().statusCode(200);
        step(orderId, "start-porting", Map.of("reason", "The losing carrier agreed", "portingDate", TODAY))
                .then()
                .statusCode(200)
                .body("status", equalTo("porting"))
                .body("portingDate", equalTo(TODAY));
        scene.upload(orderId, Scene.csv(Scene.berlin(1))).then().statusCode(409).body("type", endsWith("order-state"));
        step(orderId, "mark-ported", Map.of())
                .then()
                .statusCode(200)
                .body("status", equalTo("ported"))
                .body("portingDate", equalTo(TODAY));

        // Then
        history(orderId)
                .then()
                .statusCode(200)
                .body("items.action", contains("submitted", "accepted", "porting", "ported"))
                .body("items[2].by", equalTo("operator:" + scene.operatorId))
                .body("items[2].reason", equalTo("The losing carrier agreed"))
                .body("items[2].before.status", equalTo("accepted"))
                .body("items[2].before.portingDate", nullValue())
                .body("items[2].after.portingDate", equalTo(TODAY));
        Scene.eventually(() -> news(orderId).size() == 4);
        assertThat(news(orderId))
                .extracting(OrderPortingChanged::stage)
                .containsExactly(OrderStage.SUBMITTED, OrderStage.ACCEPTED, OrderStage.PORTING, OrderStage.PORTED);
        assertThat(news(orderId)).extracting(OrderPortingChanged::orderVersion).isSorted();
        assertThat(news(orderId).get(3).telephoneNumbers()).isEqualTo(Scene.berlin(2));
    }

    @Test
    void hasNothingToPortInAnOrderOfNewNumbers() {
        scene.consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);

        step(orderId, "start-porting", Map.of()).then().statusCode(409).body("type", endsWith("nothing-to-port"));
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put("portingDate", TODAY);
        order.put("requestedDate", "2020-01-01");
        scene.place(order).then().statusCode(422).body("errors.code", contains("date-past", "nothing-to-port"));
    }

    @Test
    void saysWhatIsMissingAfterAPartialDeliveryInSeveralCountriesAndUsages() {
        // Given
        scene.consent(1, "DE", "FR");
        Map<String, Object> order = scene.newOrder("DE", 1);
        List<E164Number> named = Scene.berlin(3);
        order.put(
                "lines",
                List.of(
                        Map.of(
                                "country",
                                "DE",
                                "usage",
                                "callingUserAssignment",
                                "telephoneNumbers",
                                named.stream().map(E164Number::toString).toList()),
                        Map.of("country", "DE", "usage", "conferenceAssignment", "quantity", 4),
                        Map.of("country", "FR", "usage", "callingUserAssignment", "quantity", 5)));
        UUID orderId = UUID.fromString(
                scene.place(order).then().statusCode(201).extract().path("orderId"));
        scene.step(orderId, "accept");
        UUID upload = scene.uploaded(orderId, Scene.csv(named.subList(0, 2)));

        // When
        OtherServices.say(Scene.delivered(scene.awaitChunks(upload, 1).get(0)));
        Scene.eventually(() -> scene.order(orderId).getInt("lines[0].delivered") == 2);

        // Then
        asOperator(scene.operatorId)
                .get(scene.path + "/orders/" + orderId)
                .then()
                .body("status", equalTo("fulfilling"))
                .body("lines.missing", contains(1, 4, 5))
                .body("lines[0].missingTelephoneNumbers", contains(named.get(2).toString()))
                .body("lines[1].missingTelephoneNumbers", nullValue());

        // When
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Map.of("reason", "The rest comes with another order."))
                .post(scene.path + "/orders/" + orderId + "/complete")
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("steps[-1].reason", equalTo("The rest comes with another order."))
                .body("lines.missing", contains(1, 4, 5));

        // Then
        scene.upload(orderId, Scene.csv(named.subList(2, 3)))
                .then()
                .statusCode(409)
                .body("type", endsWith("order-state"));
    }

    @Test
    void cancelsAnOrderOnlyByTheAnswerOfNumberService() {
        // Given
        scene.consent(1, "DE");
        UUID orderId = port("moveFromCallingPlan");
        step(orderId, "accept", Map.of());

        // When
        Response asked = step(orderId, "cancel", Map.of("reason", "Ordered twice"));
        Response again = step(orderId, "cancel", Map.of());

        // Then
        String operationId = asked.then()
                .statusCode(202)
                .body("kind", equalTo("orderCancellation"))
                .body("status", equalTo("running"))
                .extract()
                .path("operationId");
        assertThat(asked.header("Location")).endsWith(scene.path + "/operations/" + operationId);
        again.then().statusCode(202).body("operationId", equalTo(operationId));
        assertThat(scene.order(orderId).getString("status")).isEqualTo("accepted");
        assertThat(scene.order(orderId).getString("cancellationOperationId")).isEqualTo(operationId);
        step(orderId, "complete", Map.of()).then().statusCode(409).body("type", endsWith("order-being-cancelled"));
        scene.upload(orderId, Scene.csv(Scene.berlin(1)))
                .then()
                .statusCode(409)
                .body("type", endsWith("order-being-cancelled"));

        // When
        OtherServices.say(decided(orderId, UUID.randomUUID(), CommandOutcome.APPLIED, null));
        OtherServices.say(decided(orderId, UUID.fromString(operationId), CommandOutcome.APPLIED, null));
        Scene.eventually(() -> "cancelled".equals(scene.order(orderId).getString("status")));

        // Then
        operation(operationId).then().body("status", equalTo("succeeded")).body("percentage", equalTo(100));
        history(orderId)
                .then()
                .body("items.action", contains("submitted", "accepted", "cancellationRequested", "cancelled"))
                .body("items[3].by", equalTo("operator:" + scene.operatorId))
                .body("items[3].reason", equalTo("Ordered twice"));
        Scene.eventually(() -> news(orderId).stream().anyMatch(news -> news.stage() == OrderStage.CANCELLED));
        assertThat(OtherServices.heard(OrderCancellationRequested.class).stream()
                        .filter(request -> request.orderId().equals(orderId)))
                .singleElement()
                .satisfies(request -> assertThat(request.cancellationId()).hasToString(operationId));
        step(orderId, "cancel", Map.of()).then().statusCode(409).body("type", endsWith("order-state"));
    }

    @Test
    void goesOnWhenTheTenantHoldsANumberOfTheOrderAlready() {
        // Given
        scene.consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);
        UUID upload = scene.uploaded(orderId, Scene.csv(Scene.berlin(1)));
        UploadChunkSubmitted chunk = scene.awaitChunks(upload, 1).get(0);
        String operationId = step(orderId, "cancel", Map.of()).path("operationId");

        // When
        OtherServices.say(Scene.delivered(chunk));
        Scene.eventually(() -> scene.order(orderId).getInt("lines[0].delivered") == 1);
        String whileUndecided = scene.order(orderId).getString("status");
        OtherServices.say(decided(orderId, UUID.fromString(operationId), CommandOutcome.REFUSED, "numbers-delivered"));
        Scene.eventually(() -> "completed".equals(scene.order(orderId).getString("status")));

        // Then
        assertThat(whileUndecided).isEqualTo("fulfilling");
        operation(operationId)
                .then()
                .body("status", equalTo("failed"))
                .body("code", equalTo("numbers-delivered"))
                .body("detail", equalTo("Why not."));
        history(orderId).then().body("items[4].action", equalTo("cancellationRefused"));
    }

    @Test
    void handsOutNoMoreRowsOfAnOrderThatIsBeingCancelledAndRejectsThemOnceItIs() {
        // Given
        scene.consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 2_500);
        UUID upload = scene.uploaded(orderId, Scene.csv(Scene.berlin(2_500)));
        List<UploadChunkSubmitted> chunks = scene.awaitChunks(upload, 2);
        String operationId = step(orderId, "cancel", Map.of()).path("operationId");

        // When
        chunks.forEach(chunk -> OtherServices.say(Scene.rejected(chunk, RowCode.ORDER_CANCELLED)));
        Scene.eventually(() -> scene.uploadView(upload).getInt("counts.rejected") == 2_000);
        OtherServices.say(decided(orderId, UUID.fromString(operationId), CommandOutcome.APPLIED, null));
        Scene.eventually(
                () -> "completedWithErrors".equals(scene.uploadView(upload).getString("status")));

        // Then
        assertThat(scene.chunks(upload)).hasSize(2);
        assertThat(TestData.query("select distinct code from upload_rows where upload_id = ? and line > 2000", upload))
                .containsExactly("order-cancelled");
    }

    @Test
    void cancelsTheOpenOrdersOfAConsentThatEnds() {
        // Given
        scene.consent(1, "DE");
        UUID submitted = UUID.fromString(scene.place(scene.newOrder("DE", 1)).path("orderId"));
        UUID accepted = scene.acceptedOrder("DE", 2);
        UUID completed = scene.acceptedOrder("DE", 3);
        step(completed, "complete", Map.of()).then().statusCode(200);

        // When
        OtherServices.say(scene.enablement(1, EnablementStatus.REMOVING, "DE"));
        Scene.eventually(() -> "removing".equals(scene.consentView().getString("status")));
        String whileRemoving = scene.order(accepted).getString("status");
        OtherServices.say(scene.enablement(1, EnablementStatus.REMOVED, "DE"));
        Scene.eventually(() -> "cancelled".equals(scene.order(accepted).getString("status")));

        // Then
        assertThat(whileRemoving).isEqualTo("accepted");
        assertThat(scene.order(submitted).getString("status")).isEqualTo("cancelled");
        assertThat(scene.order(completed).getString("status")).isEqualTo("completed");
        history(accepted).then().body("items", hasSize(3)).body("items[2].by", equalTo("system"));
    }

    @Test
    void cancelsTheOpenOrdersThatLieWhollyInWhatATenantWithdraws() {
        // Given
        scene.consent(1, "DE", "FR");
        UUID german = scene.acceptedOrder("DE", 1);
        UUID french = scene.acceptedOrder("FR", 1);
        UUID germanConference = order(List.of(line("DE", "conferenceAssignment")));
        UUID both = order(List.of(line("DE", "callingUserAssignment"), line("FR", "conferenceAssignment")));
        CountryConsent france = Scene.country("FR", 1, 1, 1);

        // When: a removal is only asked for, then granted
        say(
                new CountryConsent(
                        "DE",
                        1,
                        CountryStatus.REMOVING,
                        List.of(OfferedService.CALLING, OfferedService.CONFERENCING),
                        null),
                france);
        String whileRemoving = status(german);
        say(
                new CountryConsent(
                        "DE",
                        1,
                        CountryStatus.REMOVED,
                        List.of(OfferedService.CALLING, OfferedService.CONFERENCING),
                        null),
                france);

        // Then
        assertThat(whileRemoving).isEqualTo("accepted");
        assertThat(List.of(status(german), status(germanConference))).containsOnly("cancelled");
        assertThat(List.of(status(french), status(both))).containsExactly("accepted", "submitted");
        history(german)
                .then()
                .body("items[-1].by", equalTo("system"))
                .body("items[-1].reason", containsString("withdrew"));

        // When: one service goes, and the country comes back
        say(Scene.country("DE", 2, 2, 2), withoutConferencing());

        // Then
        assertThat(List.of(status(french), status(both))).containsExactly("accepted", "cancelled");
    }

    @Test
    void keepsOrdersOfWhatATenantGoesOnConsentingToWhenItConsentsToMore() {
        // Given
        scene.consent(1, "DE");
        UUID calling = scene.acceptedOrder("DE", 1);
        UUID conference = order(List.of(line("DE", "conferenceAssignment")));

        // When: conferencing was withdrawn and added again, calling never
        say(Scene.country("DE", 2, 1, 2));

        // Then
        assertThat(List.of(status(calling), status(conference))).containsExactly("accepted", "cancelled");
    }

    private static CountryConsent withoutConferencing() {
        return new CountryConsent("FR", 1, CountryStatus.ACTIVE, List.of(OfferedService.CALLING), null);
    }

    private static Map<String, Object> line(String country, String usage) {
        return Map.of("country", country, "usage", usage, "quantity", 1);
    }

    private UUID order(List<Map<String, Object>> lines) {
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put("lines", lines);
        return UUID.fromString(
                scene.place(order).then().statusCode(201).extract().path("orderId"));
    }

    private String status(UUID orderId) {
        return scene.order(orderId).getString("status");
    }

    /** The consent is so from now on, and the operator has heard of it. */
    private void say(CountryConsent... countries) {
        EnablementChanged consent = scene.enablement(1, EnablementStatus.ACTIVE, List.of(countries));
        UUID eventId = UUID.randomUUID();
        OtherServices.sayAs(eventId, consent);
        Scene.eventually(() -> TestData.applied(eventId));
    }

    @Test
    void takesOrdersUnderTheExistingConsentsOfAnOperatorThatRetired() {
        scene.consent(1, "DE");
        asPlatformAdmin().post(scene.path + "/retire").then().statusCode(200).body("status", equalTo("retired"));

        UUID orderId = scene.acceptedOrder("DE", 1);
        UUID upload = scene.uploaded(orderId, Scene.csv(Scene.berlin(1)));

        OtherServices.say(Scene.delivered(scene.awaitChunks(upload, 1).get(0)));
        Scene.eventually(() -> "completed".equals(scene.order(orderId).getString("status")));
    }

    @Test
    void cancelsOrdersOfAnEarlierEpochWhoseRemovalWasNeverSeen() {
        scene.consent(1, "DE");
        UUID orderId = scene.acceptedOrder("DE", 1);

        scene.consent(2, "DE");

        assertThat(scene.order(orderId).getString("status")).isEqualTo("cancelled");
    }

    private UUID port(String type) {
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put("type", type);
        order.put(
                "lines",
                List.of(Map.of(
                        "country",
                        "DE",
                        "usage",
                        "callingUserAssignment",
                        "telephoneNumbers",
                        Scene.berlin(2).stream().map(E164Number::toString).toList())));
        return UUID.fromString(
                scene.place(order).then().statusCode(201).extract().path("orderId"));
    }

    private Response step(UUID orderId, String step, Map<String, ?> body) {
        return asOperator(scene.operatorId)
                .contentType("application/json")
                .body(body)
                .post(scene.path + "/orders/" + orderId + "/" + step);
    }

    private Response history(UUID orderId) {
        return asOperator(scene.operatorId).get(scene.path + "/orders/" + orderId + "/history");
    }

    private Response operation(String operationId) {
        return asOperator(scene.operatorId).get(scene.path + "/operations/" + operationId);
    }

    private List<OrderPortingChanged> news(UUID orderId) {
        return OtherServices.heard(OrderPortingChanged.class).stream()
                .filter(news -> news.orderId().equals(orderId))
                .toList();
    }

    private OrderCancellationDecided decided(
            UUID orderId, UUID cancellationId, CommandOutcome outcome, @Nullable String code) {
        return new OrderCancellationDecided(
                cancellationId,
                scene.operatorId,
                scene.tenantId,
                orderId,
                outcome,
                code,
                code == null ? null : "Why not.",
                code == null ? 0 : 1,
                Instant.now());
    }
}
