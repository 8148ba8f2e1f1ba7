package dev.trunkline.number.history;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class HistoryTest {

    @Test
    void tellsTheWholeStoryOfANumberThatIsGone() {
        // Given
        World world = World.consenting("AT");
        E164Number number = delivered(world, World.nextNumber());
        UUID user = assigned(world, number);
        post(world, number, "unassign", Map.of("reason", "Left the team."));
        // When
        release(world, number);
        // Then
        get(world, number)
                .body("items.action", contains("acquired", "assigned", "unassigned", "releaseRequested", "released"))
                .body("items[0].before", nullValue())
                .body("items[0].actor", equalTo("operator:" + world.operator))
                .body("items[0].orderId", equalTo(world.order.toString()))
                .body("items[0].enablementEpoch", equalTo(1))
                .body("items[1].actor", equalTo("tenant:" + world.tenant))
                .body("items[1].before.assignmentStatus", equalTo("unassigned"))
                .body("items[1].after.assignmentTargetId", equalTo(user.toString()))
                .body("items[2].reason", equalTo("Left the team."))
                .body("items[4].actor", equalTo("operator:" + world.operator))
                .body("items[4].after.holdingStatus", equalTo("gone"));
    }

    @Test
    void showsEachTenantItsOwnStaysAndTheOperatorAllOfThem() {
        // Given
        World first = World.consenting("AT");
        E164Number number = delivered(first, World.nextNumber());
        release(first, number);
        World second = first.otherTenant("AT");
        delivered(second, number);
        World stranger = World.consenting("AT");
        // Then
        get(first, number)
                .body("items", hasSize(3))
                .body("items.tenantId", everyItem(equalTo(first.tenant.toString())));
        get(second, number)
                .body("items", hasSize(1))
                .body("items.tenantId", everyItem(equalTo(second.tenant.toString())));
        ofOperator(first, number).statusCode(200).body("items", hasSize(4));
        ofOperator(stranger, number).statusCode(404);
        asPlatformAdmin()
                .get("/v1/numbers/{n}/history", number.toString())
                .then()
                .statusCode(200)
                .body("items.tenantId", hasItems(first.tenant.toString(), second.tenant.toString()));
        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/numbers/{n}/history", stranger.tenant, number.toString())
                .then()
                .statusCode(404);
    }

    @Test
    void answersWhoHeldTheNumberAtATimeUnderWhichConsentAndWithWhichAddress() {
        World world = World.consenting("AT");
        E164Number number = delivered(world, World.nextNumber());
        UUID location = world.validatedPlace("AT");
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
        post(world, number, "assign", Map.of("targetId", user, "locationId", location));
        String whileAssigned = get(world, number).extract().jsonPath().getString("items[-1].at");
        post(world, number, "unassign", Map.of());
        release(world, number);

        for (ValidatableResponse asked : List.of(
                at(asTenant(world.tenant), "/v1/tenants/" + world.tenant + "/numbers", number, whileAssigned),
                at(asOperator(world.operator), "/v1/operators/" + world.operator + "/numbers", number, whileAssigned),
                at(asPlatformAdmin(), "/v1/numbers", number, whileAssigned))) {
            asked.statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].tenantId", equalTo(world.tenant.toString()))
                    .body("items[0].operatorId", equalTo(world.operator.toString()))
                    .body("items[0].enablementEpoch", equalTo(1))
                    .body("items[0].after.assignmentTargetId", equalTo(user.toString()))
                    .body("items[0].after.locationId", equalTo(location.toString()));
        }
        at(
                        asTenant(world.tenant),
                        "/v1/tenants/" + world.tenant + "/numbers",
                        number,
                        Instant.parse("2020-01-01T00:00:00Z").toString())
                .statusCode(404);
        at(asPlatformAdmin(), "/v1/numbers", number, Database.businessTime().toString())
                .statusCode(404);
    }

    private static ValidatableResponse at(RequestSpecification caller, String path, E164Number number, String time) {
        return caller.queryParam("at", time)
                .get(path + "/{n}/history", number.toString())
                .then();
    }

    @Test
    void neverLetsTwoHoldersOverlap() {
        World world = World.consenting("AT");
        E164Number number = delivered(world, World.nextNumber());

        assertThatThrownBy(() -> Database.change(
                        """
                        insert into number_history (tenant_id, number, holding_id, number_type, at, during, action, actor)
                        values (gen_random_uuid(), ?, gen_random_uuid(), 'operatorConnect', now(), tstzrange(now(), null),
                                'acquired', 'test')
                        """,
                        number.digits()))
                .hasMessageContaining("number_history_one_holder");
    }

    @Test
    void neverLetsAHolderBeginBeforeTheOneBeforeHasEnded() {
        E164Number number = World.nextNumber();
        String sql =
                """
                insert into number_history (tenant_id, number, holding_id, number_type, at, during, action, actor)
                values (gen_random_uuid(), ?, gen_random_uuid(), 'operatorConnect', now(), cast(? as tstzrange), 'acquired', 'test')
                """;
        Database.change(sql, number.digits(), "[2020-01-01,2021-01-01)");

        assertThatThrownBy(() -> Database.change(sql, number.digits(), "[2020-06-01,)"))
                .hasMessageContaining("number_history_no_overlap");
        assertThatThrownBy(() -> Database.change(sql, number.digits(), "[2020-06-01,2020-07-01)"))
                .hasMessageContaining("number_history_no_overlap");
        Database.change(sql, number.digits(), "[2021-01-01,)");
    }

    @Test
    void neverLetsTwoHoldersOverlapThatComeInOneSet() {
        E164Number number = World.nextNumber();
        String sql =
                """
                insert into number_history (tenant_id, number, holding_id, number_type, at, during, action, actor)
                select gen_random_uuid(), ?, gen_random_uuid(), 'operatorConnect', now(), during::tstzrange, 'acquired', 'test'
                from unnest(cast(? as text[])) during
                """;

        assertThatThrownBy(
                        () -> Database.change(sql, number.digits(), "{\"[2020-01-01,2021-01-01)\",\"[2020-06-01,)\"}"))
                .hasMessageContaining("number_history_no_overlap");
        Database.change(sql, number.digits(), "{\"[2020-01-01,2021-01-01)\",\"[2021-01-01,)\"}");
    }

    /** Sets are asked of as blocks; a clock that was set back must not let one of their numbers have two holders. */
    @Test
    void beginsAStayOfANumberInABlockNotBeforeItsEarlierOneHasEnded() {
        // Given
        World world = World.consenting("AT");
        List<Item> block = LongStream.rangeClosed(1, 60)
                .mapToObj(row -> World.item(row, World.nextNumber(), "AT", null, true))
                .toList();
        E164Number held = block.get(30).telephoneNumber();
        Database.change(
                """
                insert into number_history (tenant_id, number, holding_id, number_type, at, during, action, actor)
                values (gen_random_uuid(), ?, gen_random_uuid(), 'operatorConnect', now(), '[2020-01-01,2100-01-01)', 'acquired', 'test')
                """,
                held.digits());

        // When
        world.deliver(block);

        // Then
        String begins =
                "select to_char(lower(during), 'YYYY') = '2100' from number_history where tenant_id = ? and number = ?";
        assertThat(Database.ask(begins, world.tenant, held.digits())).isEqualTo(true);
        assertThat(Database.ask(
                        begins, world.tenant, block.get(31).telephoneNumber().digits()))
                .isEqualTo(false);
    }

    @Test
    void leavesNoGapBetweenTheChangesOfAStay() {
        World world = World.consenting("AT");
        E164Number number = delivered(world, World.nextNumber());
        assigned(world, number);
        post(world, number, "unassign", Map.of());

        Object gaps = Database.ask(
                """
                select count(*)
                  from (select lower(during) as since, lag(upper(during)) over (order by history_id) as until
                          from number_history where tenant_id = ?) as changes
                 where until <> since
                """,
                world.tenant);

        assertThat(gaps).isEqualTo(0L);
    }

    private static void release(World world, E164Number number) {
        post(world, number, "release", Map.of());
        ReleaseDecided decision = world.decision(world.releaseRequest(number), ReleaseDecision.CONFIRMED, 0);
        Neighbours.say(decision);
        Neighbours.hear(CommandAnswered.class, answer -> answer.commandId().equals(decision.commandId()));
    }

    private static E164Number delivered(World world, E164Number number) {
        world.deliver(List.of(World.item(number, "AT")));
        return number;
    }

    private static UUID assigned(World world, E164Number number) {
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
        post(world, number, "assign", Map.of("targetId", user));
        return user;
    }

    private static ValidatableResponse get(World world, E164Number number) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}/history", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse ofOperator(World world, E164Number number) {
        return asOperator(world.operator)
                .get("/v1/operators/{o}/numbers/{n}/history", world.operator, number.toString())
                .then();
    }

    private static void post(World world, E164Number number, String action, Map<String, ?> body) {
        asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action)
                .then()
                .statusCode(200);
    }
}
