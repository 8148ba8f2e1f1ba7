package dev.trunkline.number.release;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.ReleasesRefused;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class ReleaseTest {

    @Inject
    DueReleasesJob job;

    @AfterEach
    void setClockRight() {
        Database.setClockAheadBy(Duration.ZERO);
    }

    @Test
    void refusesToReleaseAnAssignedNumberAndSaysHowToGoOn() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        post(world, number, "assign", Map.of("targetId", austrian(world))).statusCode(200);

        post(world, number, "release", Map.of())
                .statusCode(409)
                .body("type", endsWith("/number-assigned"))
                .body("detail", containsString("unassign"));
    }

    @Test
    void asksTheOperatorOnceHoweverOftenTheTenantAsks() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);

        post(world, number, "release", Map.of()).statusCode(200).body("releaseStatus", equalTo("releaseRequested"));
        post(world, number, "release", Map.of()).statusCode(200);

        NumberSnapshot request = world.releaseRequest(number);
        assertThat(request.releaseRequestId()).isNotNull();
        assertThat(Neighbours.all(
                        ReleasesRequested.class, event -> event.tenantId().equals(world.tenant)))
                .hasSize(1);
    }

    @Test
    void letsTheNumberGoWhenTheOperatorConfirms() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);

        CommandAnswered answer = tell(world.decision(request, ReleaseDecision.CONFIRMED, 0));

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(released(number).status()).isEqualTo(HoldingStatus.GONE);
        get(world, number).statusCode(404);
    }

    @Test
    void keepsTheNumberWhenTheOperatorRefuses() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);

        CommandAnswered answer = tell(world.decision(request, ReleaseDecision.REFUSED, 0));

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(Neighbours.hear(
                                ReleasesRefused.class, event -> event.tenantId().equals(world.tenant))
                        .reason())
                .isEqualTo("Still under contract.");
        get(world, number).statusCode(200).body("releaseStatus", nullValue());
    }

    @Test
    void answersARepeatedDecisionWithWhatItAnsweredFirst() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        ReleaseDecided decision = world.decision(requested(world, number), ReleaseDecision.CONFIRMED, 0);
        CommandAnswered first = tell(decision);

        Neighbours.say(decision);

        assertThat(Neighbours.hear(
                        2, CommandAnswered.class, answer -> answer.commandId().equals(decision.commandId())))
                .containsOnly(first);
    }

    @Test
    void refusesADecisionOnARequestThatWasWithdrawnAndMadeAnew() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot withdrawn = requested(world, number);
        post(world, number, "withdraw-release", null).statusCode(200).body("releaseStatus", nullValue());
        post(world, number, "release", Map.of()).statusCode(200);

        CommandAnswered answer = tell(world.decision(withdrawn, ReleaseDecision.CONFIRMED, 0));

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(answer.code()).isEqualTo("release-not-requested");
        get(world, number).statusCode(200).body("releaseStatus", equalTo("releaseRequested"));
    }

    @Test
    void neverTouchesANumberThatWasAssignedBeforeTheDecisionCame() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);
        post(world, number, "assign", Map.of("targetId", austrian(world))).statusCode(200);

        CommandAnswered answer = tell(world.decision(request, ReleaseDecision.CONFIRMED, 0));

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.REFUSED);
        get(world, number).statusCode(200).body("assignmentStatus", equalTo("userAssigned"));
    }

    @Test
    void neverTouchesALaterStayOfTheNumber() {
        // Given
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);
        tell(world.decision(request, ReleaseDecision.CONFIRMED, 0));
        world.deliver(List.of(World.item(number, "AT")));
        post(world, number, "release", Map.of()).statusCode(200);
        // When
        CommandAnswered answer = tell(world.decision(request, ReleaseDecision.CONFIRMED, 0));
        // Then
        assertThat(answer.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(answer.code()).isEqualTo("already-released");
        get(world, number).statusCode(200).body("releaseStatus", equalTo("releaseRequested"));
    }

    @Test
    void refusesADecisionOfAnotherOperator() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);
        World other = world.otherOperator("AT");

        CommandAnswered answer = tell(other.decision(request, ReleaseDecision.CONFIRMED, 0));

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.REFUSED);
        get(world, number).statusCode(200).body("releaseStatus", equalTo("releaseRequested"));
    }

    @Test
    void saysThatThereIsNothingToWithdraw() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);

        post(world, number, "withdraw-release", null).statusCode(409).body("type", endsWith("/release-not-requested"));
    }

    @Test
    void keepsANumberInQuarantineForTheSameTenantUntilItsExactEnd() throws SQLException {
        // Given
        World world = World.consenting("AT");
        World other = world.otherTenant("AT");
        E164Number number = austrianNumber(world);
        tell(world.decision(requested(world, number), ReleaseDecision.CONFIRMED, 7));
        get(world, number)
                .statusCode(200)
                .body("releaseStatus", equalTo("quarantined"))
                .body("quarantinedUntil", notNullValue());
        assertThat(row(other, number).code()).isEqualTo(RowCode.QUARANTINED);
        // When
        Database.setClockAheadBy(Duration.ofDays(7).minusMinutes(1));
        // Then
        assertThat(row(other, number).code()).isEqualTo(RowCode.QUARANTINED);
        // When
        Database.setClockAheadBy(Duration.ofDays(7).plusSeconds(1));
        // Then
        get(world, number).statusCode(404);
        assertThat(row(other, number).outcome()).isEqualTo(RowOutcome.DELIVERED);
        assertThat(Neighbours.hear(
                                NumbersReleased.class,
                                event -> event.tenantId().equals(world.tenant)
                                        && event.items().get(0).status() == HoldingStatus.GONE)
                        .items())
                .hasSize(1);
    }

    @Test
    void givesANumberBackToTheTenantThatReleasedItDuringItsQuarantine() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);
        tell(world.decision(request, ReleaseDecision.CONFIRMED, 7));

        Row row = row(world, number);

        assertThat(row.outcome()).isEqualTo(RowOutcome.DELIVERED);
        assertThat(row.code()).isNull();
        assertThat(row.holdingId()).isNotEqualTo(request.holdingId());
        get(world, number).statusCode(200).body("releaseStatus", nullValue());
    }

    @Test
    void endsAQuarantineThatRanOutWhileNobodyLooked() throws SQLException {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        tell(world.decision(requested(world, number), ReleaseDecision.CONFIRMED, 1));
        Database.setClockAheadBy(Duration.ofDays(3));

        job.run();

        assertThat(Database.ask("select holding_status from phone_number where tenant_id = ?", world.tenant))
                .isEqualTo("gone");
        assertThat(Neighbours.hear(
                                NumbersReleased.class,
                                event -> event.tenantId().equals(world.tenant)
                                        && event.items().get(0).status() == HoldingStatus.GONE)
                        .items())
                .hasSize(1);
    }

    @Test
    void confirmsByItselfWhatTheOperatorDidNotAnswerInThirtyDays() throws SQLException {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        requested(world, number);
        Database.setClockAheadBy(Duration.ofDays(29));
        job.run();
        get(world, number).statusCode(200).body("releaseStatus", equalTo("releaseRequested"));

        Database.setClockAheadBy(Duration.ofDays(30).plusMinutes(1));
        job.run();

        get(world, number).statusCode(404);
        asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}/history", world.tenant, number.toString())
                .then()
                .statusCode(200)
                .body("items[-1].reason", equalTo("The operator did not answer in time."));
    }

    @Test
    void givesALaterStayOfTheNumberHigherRevisions() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        NumberSnapshot request = requested(world, number);
        tell(world.decision(request, ReleaseDecision.CONFIRMED, 0));
        long gone = released(number).revision();

        World other = world.otherTenant("AT");
        row(other, number);

        assertThat(get(other, number).statusCode(200).extract().jsonPath().getLong("version"))
                .isGreaterThan(gone);
    }

    @Test
    void startsCleanInAnotherTenantAfterItsRelease() {
        // Given
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        Map<String, Object> lines = Map.of(
                "companyName", "Contoso",
                "country", "AT",
                "houseNumber", "1",
                "street", "Ring",
                "city", "Wien",
                "postalCode", "1010",
                "latitude", 48.2,
                "longitude", 16.37);
        String address = asTenant(world.tenant)
                .contentType("application/json")
                .body(lines)
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(201)
                .extract()
                .path("civicAddressId");
        String location = asTenant(world.tenant)
                .post("/v1/tenants/{t}/emergency-addresses/{a}/validate", world.tenant, address)
                .then()
                .statusCode(200)
                .extract()
                .path("defaultLocationId");
        post(world, number, "assign", Map.of("targetId", austrian(world), "locationId", location))
                .statusCode(200)
                .body("locationId", equalTo(location));
        post(world, number, "unassign", Map.of()).statusCode(200);
        tell(world.decision(requested(world, number), ReleaseDecision.CONFIRMED, 0));

        // When
        World other = world.otherTenant("AT");
        assertThat(row(other, number).outcome()).isEqualTo(RowOutcome.DELIVERED);

        // Then
        get(other, number)
                .statusCode(200)
                .body("assignmentStatus", equalTo("unassigned"))
                .body("locationId", nullValue())
                .body("civicAddressId", nullValue())
                .body("releaseStatus", nullValue());
        get(world, number).statusCode(404);
        asTenant(world.tenant)
                .header("If-Match", "*")
                .delete("/v1/tenants/{t}/emergency-addresses/{a}", world.tenant, address)
                .then()
                .statusCode(204);
        asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}/history", world.tenant, number.toString())
                .then()
                .statusCode(200)
                .body("items.after.locationId", org.hamcrest.Matchers.hasItem(location));
        asTenant(other.tenant)
                .get("/v1/tenants/{t}/numbers/{n}/history", other.tenant, number.toString())
                .then()
                .statusCode(200)
                .body("items", org.hamcrest.Matchers.hasSize(1));
    }

    private static NumberSnapshot requested(World world, E164Number number) {
        post(world, number, "release", Map.of()).statusCode(200);
        return world.releaseRequest(number);
    }

    private static CommandAnswered tell(ReleaseDecided decision) {
        Neighbours.say(decision);
        return Neighbours.hear(
                CommandAnswered.class, answer -> answer.commandId().equals(decision.commandId()));
    }

    private static NumberSnapshot released(E164Number number) {
        return Neighbours.hear(NumbersReleased.class, event -> event.items().stream()
                        .anyMatch(item -> item.telephoneNumber().equals(number)))
                .items()
                .get(0);
    }

    private static Row row(World world, E164Number number) {
        return world.deliver(List.of(World.item(number, "AT"))).rows().get(0);
    }

    private static UUID austrian(World world) {
        return world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
    }

    private static E164Number austrianNumber(World world) {
        E164Number number = World.nextNumber();
        assertThat(row(world, number).outcome()).isEqualTo(RowOutcome.DELIVERED);
        return number;
    }

    private static ValidatableResponse get(World world, E164Number number) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then();
    }

    private static ValidatableResponse post(World world, E164Number number, String action, Map<String, ?> body) {
        var request = asTenant(world.tenant);
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        return request.post("/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action)
                .then();
    }
}
