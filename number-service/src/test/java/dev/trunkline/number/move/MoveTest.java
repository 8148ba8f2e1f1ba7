package dev.trunkline.number.move;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderStage;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.OrderPortingChanged;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class MoveTest {

    private static final String MOVES = "/v1/tenants/{t}/moves";

    private final World world = World.consenting("AT");
    private final E164Number number = World.nextNumber();
    private final UUID user = UUID.randomUUID();

    @BeforeEach
    void aUserWhoCanBeAssignedNumbers() {
        sayUser(user, null, false);
    }

    @AfterEach
    void setClockRight() {
        Database.setClockAheadBy(Duration.ZERO);
    }

    @Test
    void movesACallingPlanNumberStepByStepAndAssignsItBackInTheDeliveringTransaction() {
        // Given
        claim("callingPlan", "online", user);
        String move = started("callingPlan", true);
        step(move, "porting").body("numbers[0].waitingFor", equalTo("operator"));
        sayOrder(OrderStage.PORTING, 3);
        sayOrder(OrderStage.PORTED, 4);
        awaitStep(move, "unassigning");
        assertThat(deliver().code()).isEqualTo(RowCode.STILL_ASSIGNED_CALLING_PLAN);
        post("unassign", Map.of()).statusCode(200).body("warnings", nullValue());
        step(move, "delivering").body("numbers[0].outOfServiceSince", notNullValue());

        // When
        Row row = deliver();

        // Then
        assertThat(row.code()).isNull();
        step(move, "completed")
                .body("status", equalTo("completed"))
                .body("endedAt", notNullValue())
                .body("numbers[0].outOfServiceSince", nullValue());
        number().body("numberType", equalTo("operatorConnect")).body("assignmentTargetId", equalTo(user.toString()));
        assertThat(Database.ask(
                        """
                        select count(distinct writer) from (
                            select xmin::text as writer from phone_number where number = ? and number_type = 'operatorConnect'
                            union all select xmin::text from move_number where number = ?) written
                        """,
                        number.digits(),
                        number.digits()))
                .isEqualTo(1L);
        Neighbours.hear(NumbersAssigned.class, event -> event.items().stream()
                .anyMatch(item -> item.telephoneNumber().equals(number)));
        assertThat(Database.ask(
                        "select string_agg(action, ' ' order by history_id) from number_history where number = ?",
                        number.digits()))
                .isEqualTo("unassigned converted acquired assigned");
    }

    @Test
    void warnsOfUnassigningBeforeTheOrderIsPortedAndTakesThePortLateAndTwice() {
        claim("callingPlan", "online", user);
        String move = started("callingPlan", false);
        step(move, "porting")
                .body("numbers[0].warnings", empty())
                .body("numbers[0].advice", containsString("Leave the number assigned"));

        post("unassign", Map.of())
                .statusCode(200)
                .body("warnings.code", contains("unassigned-before-ported"))
                .body("warnings[0].detail", containsString("out of service"));

        number().body("warnings", nullValue());
        post("unassign", Map.of()).statusCode(200).body("warnings", nullValue());
        step(move, "porting")
                .body("numbers[0].warnings", contains("unassigned-before-ported"))
                .body("numbers[0].outOfServiceSince", notNullValue());
        Row early = deliver();
        assertThat(early.code()).isEqualTo(RowCode.STILL_ASSIGNED_CALLING_PLAN);
        assertThat(early.detail()).contains("ported");
        sayOrder(OrderStage.PORTED, 4);
        awaitStep(move, "delivering");
        sayOrder(OrderStage.PORTED, 4);
        sayOrder(OrderStage.PORTING, 3);
        assertThat(deliver().code()).isNull();
        step(move, "assigning").body("numbers[0].waitingFor", equalTo("tenant"));
        post("assign", Map.of("targetId", user)).statusCode(200);
        step(move, "completed").body("status", equalTo("completed"));
    }

    @Test
    void warnsInBulkAndWithoutAMoveOfUnassigningWhatAnOrderIsPorting() {
        claim("callingPlan", "online", user);
        sayOrder(OrderStage.PORTING, 3);
        await().until(() -> Database.ask("select 1 from porting_number where number = ?", number.digits()) != null);

        String operation = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("rows", List.of(Map.of("telephoneNumber", number.toString()))))
                .post("/v1/tenants/{t}/unassignments", world.tenant)
                .then()
                .statusCode(202)
                .extract()
                .path("operationId");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> asTenant(world.tenant)
                .get("/v1/tenants/{t}/operations/{o}/rows", world.tenant, operation)
                .then()
                .body("items.status", contains("succeeded"))
                .body("items[0].warnings.code", contains("unassigned-before-ported")));
    }

    @Test
    void countsTheSecondsThatNobodyCouldBeReached() {
        // Given
        claim("callingPlan", "online", user);
        String move = started("callingPlan", false);
        post("unassign", Map.of()).statusCode(200);
        Instant since = Instant.parse(step(move, "porting").extract().path("numbers[0].outOfServiceSince"));

        // When
        Database.setClockAheadBy(Duration.ofHours(2));
        Instant before = Database.businessTime();
        post("assign", Map.of("targetId", user)).statusCode(200);
        Instant after = Database.businessTime();
        Database.setClockAheadBy(Duration.ofHours(9));

        // Then
        int seconds = step(move, "porting")
                .body("numbers[0].outOfServiceSince", nullValue())
                .extract()
                .path("numbers[0].outOfServiceSeconds");
        assertThat((long) seconds)
                .isBetween(
                        Duration.between(since, before).toSeconds(),
                        Duration.between(since, after).toSeconds());
        post("unassign", Map.of()).statusCode(200);
        Database.setClockAheadBy(Duration.ofHours(10));
        int running = step(move, "porting").extract().path("numbers[0].outOfServiceSeconds");
        assertThat(running).isBetween(seconds + 3_600, seconds + 3_610);
    }

    @Test
    void knowsAPortThatWasToldBeforeTheMoveBegan() {
        claim("callingPlan", "online", user);
        sayOrder(OrderStage.PORTED, 4);
        await().until(() -> Database.ask("select 1 from porting_number where number = ?", number.digits()) != null);

        step(started("callingPlan", false), "unassigning");
    }

    @Test
    void endsTheOnPremisesBranchByTheUserRecordAndLetsNoStepBeSkipped() {
        // Given
        sayUser(user, "tel:" + number, true);
        claim("directRouting", "onPremises", user);
        String move = started("directRouting", false);
        step(move, "removingNumber").body("numbers[0].branch", equalTo("onPremises"));
        post("unassign", Map.of()).statusCode(422).body("type", endsWith("/on-prem-number-present"));
        assertThat(deliver().code()).isEqualTo(RowCode.STILL_ASSIGNED_DIRECT_ROUTING);

        // When
        sayUser(user, null, true);

        // Then
        awaitStep(move, "removingVoiceRoutingPolicy");
        number().body("assignmentStatus", equalTo("unassigned"));
        assertThat(deliver().code()).isEqualTo(RowCode.STILL_ASSIGNED_DIRECT_ROUTING);

        // When
        sayUser(user, null, false);

        // Then
        awaitStep(move, "delivering");
        assertThat(deliver().code()).isNull();
        step(move, "assigning");
        post("assign", Map.of("targetId", user)).statusCode(200);
        step(move, "completed");
    }

    @Test
    void movesAnOnlineNumberWithoutAPolicyAtOnceAndAssignsItBack() {
        claim("directRouting", "online", user);
        UUID location = world.validatedPlace("AT");
        Database.change(
                """
                update phone_number n
                   set civic_address_id = l.civic_address_id, location_id = l.location_id
                  from emergency_location l
                 where l.location_id = ? and n.tenant_id = l.tenant_id and n.number = ?
                """,
                location,
                number.digits());
        String move = started("directRouting", true);
        step(move, "removingNumber").body("numbers[0].branch", equalTo("online"));

        post("unassign", Map.of()).statusCode(200);

        step(move, "delivering");
        deliver();
        step(move, "completed");
        number().body("assignmentTargetId", equalTo(user.toString())).body("locationId", equalTo(location.toString()));
    }

    @Test
    void assignsBackToWhomItWasGivenMeanwhile() {
        claim("callingPlan", "online", user);
        String move = started("callingPlan", true);
        sayOrder(OrderStage.PORTED, 4);
        awaitStep(move, "unassigning");
        post("unassign", Map.of()).statusCode(200);
        UUID other = UUID.randomUUID();
        sayUser(other, null, false);
        post("assign", Map.of("targetId", other)).statusCode(200);
        step(move, "unassigning")
                .body("numbers[0].formerTargetId", equalTo(other.toString()))
                .body("numbers[0].outOfServiceSince", nullValue());
        post("unassign", Map.of()).statusCode(200);

        deliver();

        number().body("assignmentTargetId", equalTo(other.toString()));
    }

    @Test
    void saysWhyItCouldNotAssignBackAndIsCompletedByHand() {
        claim("callingPlan", "online", user);
        String move = started("callingPlan", true);
        post("unassign", Map.of()).statusCode(200);
        sayOrder(OrderStage.PORTED, 4);
        awaitStep(move, "delivering");
        UUID other = UUID.randomUUID();
        sayUser(other, null, false);
        world.awaitUser(user, world.sayUserDeleted(user));

        assertThat(deliver().code()).isNull();

        step(move, "assigning").body("numbers[0].assignmentFailures.code", contains("target-unknown"));
        number().body("assignmentStatus", equalTo("unassigned"));
        post("assign", Map.of("targetId", other)).statusCode(200);
        step(move, "completed").body("numbers[0].assignmentFailures", empty());
    }

    @Test
    void doesNothingByItselfWhileCancelledAndGoesOnFromWhereTheNumberIsThen() {
        // Given
        claim("callingPlan", "online", user);
        String move = started("callingPlan", true);
        act(move, "cancel").statusCode(200).body("status", equalTo("cancelled"));
        act(move, "cancel").statusCode(200);
        post("unassign", Map.of()).statusCode(200);
        deliver();
        number().body("assignmentStatus", equalTo("unassigned"));
        step(move, "porting").body("status", equalTo("cancelled"));

        // When
        act(move, "resume").statusCode(200).body("status", equalTo("running"));

        // Then
        step(move, "assigning");
        post("assign", Map.of("targetId", user)).statusCode(200);
        step(move, "completed");
        act(move, "resume").statusCode(409).body("type", endsWith("/move-completed"));
        act(move, "cancel").statusCode(409);
    }

    @Test
    void refusesToResumeWhileAnotherMoveHasTheNumber() {
        claim("callingPlan", "online", user);
        String first = started("callingPlan", false);
        start("callingPlan", false).statusCode(422).body("errors.code", containsInAnyOrder("already-moving"));
        act(first, "cancel").statusCode(200);
        started("callingPlan", false);

        act(first, "resume").statusCode(409).body("type", endsWith("/already-moving"));
    }

    @Test
    void endsTheNumberOfAMoveThatAnotherOperatorDelivers() {
        claim("callingPlan", "online", null);
        String move = started("callingPlan", true);
        World other = world.otherOperator("AT");

        assertThat(other.deliver(List.of(World.item(number, "AT")))
                        .rows()
                        .get(0)
                        .code())
                .isNull();

        step(move, "ended").body("status", equalTo("completed"));
    }

    @Test
    void listsMovesThatWaitLongerThanExpectedWithTheStepAndForWhom() {
        claim("callingPlan", "online", user);
        String move = started("callingPlan", false);
        list("waiting=true").body("items", empty());

        Database.setClockAheadBy(Duration.ofDays(31));

        list("waiting=true&status=running")
                .body("items.moveId", contains(move))
                .body("items[0].steps.step", contains("porting"))
                .body("items[0].steps.waitingFor", contains("operator"))
                .body("items[0].steps.waiting", contains(1));
        step(move, "porting").body("status", equalTo("running")).body("numbers[0].waiting", equalTo(true));
    }

    @Test
    void takesAPageTokenThatWasTamperedWithForABadRequest() {
        // Given
        claim("callingPlan", "online", user);
        act(started("callingPlan", false), "cancel").statusCode(200);
        started("callingPlan", false);
        String given = list("limit=1").extract().path("nextPageToken");

        // When: it says which query it belongs to, and then what is no move
        byte[] query = Arrays.copyOf(Base64.getUrlDecoder().decode(given), Long.BYTES);
        byte[] whole = Arrays.copyOf(query, Long.BYTES + "no move".length());
        System.arraycopy("no move".getBytes(StandardCharsets.UTF_8), 0, whole, Long.BYTES, "no move".length());

        // Then
        list("limit=1&pageToken=" + given).body("items", hasSize(1));
        asTenant(world.tenant)
                .get(MOVES + "?limit=1&pageToken=" + Base64.getUrlEncoder().encodeToString(whole), world.tenant)
                .then()
                .statusCode(400)
                .body("detail", containsString("pageToken"));
    }

    @Test
    void namesEverythingThatSpeaksAgainstAMoveAtOnce() {
        claim("callingPlan", "online", user);
        E164Number delivered = World.nextNumber();
        world.deliver(List.of(World.item(delivered, "AT")));
        Map<String, Object> body = new HashMap<>();
        body.put("operatorId", UUID.randomUUID());
        body.put("from", "callingPlan");
        body.put(
                "telephoneNumbers",
                List.of(number.toString(), number.toString(), "+43999", delivered.toString(), "abc"));

        asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post(MOVES, world.tenant)
                .then()
                .statusCode(422)
                .body("type", endsWith("/move-refused"))
                .body(
                        "errors.code",
                        containsInAnyOrder(
                                "consent-required",
                                "duplicate",
                                "number-unknown",
                                "number-type-mismatch",
                                "invalid-number"))
                .body("errors.pointer", hasItem("/telephoneNumbers/3"));
    }

    @Test
    void hidesTheMovesOfAnotherTenant() {
        claim("callingPlan", "online", user);
        String move = started("callingPlan", false);
        World stranger = World.withoutConsent();

        asTenant(stranger.tenant)
                .get(MOVES + "/{m}", stranger.tenant, move)
                .then()
                .statusCode(404)
                .body("type", endsWith("/move-unknown"));
        asTenant(stranger.tenant)
                .get(MOVES, stranger.tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    /** A number that the tenant has from elsewhere, as an import leaves it. */
    private void claim(String type, String source, UUID target) {
        Database.change(
                """
                insert into phone_number (holding_id, tenant_id, number, revision, holding_status, number_type, number_source,
                    country, services, usage, additional_usages, capabilities, mobile, toll_free, acquired_at, assignment_status,
                    assignment_target_id, assignment_category, activation_state, allow_tenant_address_update)
                values (?, ?, ?, 1, 'held', ?, ?, 'AT', '{calling}', 'callingUserAssignment', '{}', '{userAssignment}', false, false,
                    now(), ?, ?::uuid, ?, 'activated', true)
                """,
                UUID.randomUUID(),
                world.tenant,
                number.digits(),
                type,
                source,
                target == null ? "unassigned" : "userAssigned",
                target,
                target == null ? null : "primary");
    }

    private void sayUser(UUID userId, String onPremLineUri, boolean hasPolicy) {
        long revision = World.nextRevision();
        Neighbours.say(new UserChanged(
                world.tenant,
                userId,
                revision,
                UserStatus.ACTIVE,
                AccountType.USER,
                "AT",
                List.of("phoneSystem", "callingPlan"),
                null,
                onPremLineUri,
                hasPolicy,
                null));
        world.awaitUser(userId, revision);
    }

    private void sayOrder(OrderStage stage, long version) {
        Neighbours.say(new OrderPortingChanged(
                world.order,
                version,
                world.operator,
                world.tenant,
                OrderType.MOVE_FROM_CALLING_PLAN,
                stage,
                null,
                List.of(number),
                "operator:" + world.operator,
                Instant.now()));
    }

    private Row deliver() {
        return world.deliver(List.of(World.item(number, "AT"))).rows().get(0);
    }

    private ValidatableResponse start(String from, boolean assignBack) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of(
                        "operatorId",
                        world.operator,
                        "from",
                        from,
                        "telephoneNumbers",
                        List.of(number.toString()),
                        "assignBack",
                        assignBack))
                .post(MOVES, world.tenant)
                .then();
    }

    private String started(String from, boolean assignBack) {
        return start(from, assignBack).statusCode(201).extract().path("moveId");
    }

    private ValidatableResponse act(String move, String action) {
        return asTenant(world.tenant)
                .post(MOVES + "/{m}/{a}", world.tenant, move, action)
                .then();
    }

    private ValidatableResponse list(String query) {
        return asTenant(world.tenant)
                .get(MOVES + "?" + query, world.tenant)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse step(String move, String step) {
        return asTenant(world.tenant)
                .get(MOVES + "/{m}", world.tenant, move)
                .then()
                .statusCode(200)
                .body("numbers[0].step", equalTo(step));
    }

    private void awaitStep(String move, String step) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> step(move, step));
    }

    private ValidatableResponse number() {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }

    private ValidatableResponse post(String action, Map<String, ?> body) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action)
                .then();
    }
}
