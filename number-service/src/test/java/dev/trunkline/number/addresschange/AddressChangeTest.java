package dev.trunkline.number.addresschange;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.AddressChangeDecided;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.number.inventory.RestatedWithNumbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class AddressChangeTest {

    private static final String REQUESTS = "/v1/tenants/{t}/numbers/{n}/address-change-requests";

    @Inject
    RestatedWithNumbers restated;

    private World world;
    private E164Number number;
    private String elsewhere;

    @BeforeEach
    void aNumberWhoseAddressTheOperatorLocked() {
        world = World.consenting("AT");
        number = World.nextNumber();
        String given = address("1010").extract().path("civicAddressId");
        world.deliver(List.of(World.item(1, number, "AT", UUID.fromString(given), false)));
        elsewhere = address("1020").extract().path("defaultLocationId");
    }

    @Test
    void asksTheOperatorOnceForTheSameLocation() {
        String id = file(elsewhere)
                .statusCode(201)
                .body("status", equalTo("open"))
                .body("reason", equalTo("We moved."))
                .extract()
                .path("requestId");

        file(elsewhere).statusCode(200).body("requestId", equalTo(id));
        String other = address("1030").extract().path("defaultLocationId");
        file(other).statusCode(409).body("type", endsWith("/address-change-request-open"));
        assertThat(heard(id).locationId()).hasToString(elsewhere);
        asTenant(world.tenant)
                .get(REQUESTS, world.tenant, number.toString())
                .then()
                .statusCode(200)
                .body("items.requestId", containsInAnyOrder(id));
    }

    @Test
    void sendsTheTenantToItsOwnCommandWhereItMayChangeTheAddressItself() {
        E164Number free = World.nextNumber();
        world.deliver(List.of(World.item(free, "AT")));

        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("locationId", elsewhere))
                .post(REQUESTS, world.tenant, free.toString())
                .then()
                .statusCode(409)
                .body("type", endsWith("/address-not-locked-by-operator"));
    }

    @Test
    void namesEveryReasonAgainstTheLocationThatItIsAskedFor() {
        file(UUID.randomUUID().toString())
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("emergency-location-unknown"));
        file(number().extract().path("locationId"))
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("emergency-location-unchanged"));
    }

    @Test
    void changesTheAddressWhenTheOperatorAcceptsAndAnswersARepeatTheSame() {
        AddressChangeDecided decision = decision(filed(), AddressChangeDecision.ACCEPTED);

        CommandAnswered first = tell(decision);
        Neighbours.say(decision);

        assertThat(first.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(Neighbours.hear(
                        2, CommandAnswered.class, answer -> answer.commandId().equals(decision.commandId())))
                .containsOnly(first);
        number().body("locationId", equalTo(elsewhere)).body("allowTenantAddressUpdate", equalTo(false));
        request(decision.requestId()).body("status", equalTo("accepted"));
        assertThat(Database.ask(
                        "select count(*) from number_history where number = ? and action = 'emergencyLocationChanged' and actor = ?",
                        number.digits(),
                        "operator:" + world.operator))
                .isEqualTo(1L);
    }

    @Test
    void keepsTheAddressWhenTheOperatorRefusesAndShowsTheReason() {
        AddressChangeDecided decision = decision(filed(), AddressChangeDecision.REFUSED);

        assertThat(tell(decision).outcome()).isEqualTo(CommandOutcome.APPLIED);

        request(decision.requestId()).body("status", equalTo("refused")).body("answer", equalTo("Not in our books."));
        assertThat(number().extract().<String>path("locationId")).isNotEqualTo(elsewhere);
        file(elsewhere).statusCode(201);
    }

    @Test
    void refusesADecisionThatComesAfterTheTenantWithdrew() {
        AddressChangeRequestChanged filed = filed();
        withdraw(filed.requestId()).statusCode(200).body("status", equalTo("withdrawn"));
        withdraw(filed.requestId()).statusCode(200);

        CommandAnswered late = tell(decision(filed, AddressChangeDecision.ACCEPTED));

        assertThat(late.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(late.code()).isEqualTo("address-change-request-ended");
        assertThat(number().extract().<String>path("locationId")).isNotEqualTo(elsewhere);
    }

    @Test
    void refusesAnotherOperatorsDecision() {
        AddressChangeRequestChanged filed = filed();
        World other = world.otherOperator("AT");

        CommandAnswered answer = tell(new AddressChangeDecided(
                UUID.randomUUID(),
                other.operator,
                filed.tenantId(),
                filed.telephoneNumber(),
                filed.holdingId(),
                filed.requestId(),
                AddressChangeDecision.ACCEPTED,
                null,
                "operator:" + other.operator,
                Instant.now()));

        assertThat(answer.code()).isEqualTo("address-change-request-unknown");
        request(filed.requestId()).body("status", equalTo("open"));
    }

    @Test
    void leavesTheRequestOpenWhenTheTenantHasDeletedTheLocation() {
        String wing = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("description", "West wing"))
                .post(
                        "/v1/tenants/{t}/emergency-addresses/{a}/locations",
                        world.tenant,
                        address("1040").extract().<String>path("civicAddressId"))
                .then()
                .statusCode(201)
                .extract()
                .path("locationId");
        AddressChangeRequestChanged filed =
                heard(file(wing).statusCode(201).extract().path("requestId"));
        asTenant(world.tenant)
                .header("If-Match", "*")
                .delete(
                        "/v1/tenants/{t}/emergency-addresses/{a}/locations/{l}",
                        world.tenant,
                        filed.civicAddressId().toString(),
                        wing)
                .then()
                .statusCode(204);

        CommandAnswered answer = tell(decision(filed, AddressChangeDecision.ACCEPTED));

        assertThat(answer.code()).isEqualTo("emergency-location-unknown");
        request(filed.requestId()).body("status", equalTo("open"));
    }

    @Test
    void endsTheRequestWithTheStayOfTheNumber() {
        AddressChangeRequestChanged filed = filed();
        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of())
                .post("/v1/tenants/{t}/numbers/{n}/release", world.tenant, number.toString())
                .then()
                .statusCode(200);
        Neighbours.say(world.decision(world.releaseRequest(number), ReleaseDecision.CONFIRMED, 0));

        AddressChangeRequestChanged ended = Neighbours.hear(
                AddressChangeRequestChanged.class,
                event -> event.requestId().equals(filed.requestId()) && event.status() == AddressChangeStatus.OBSOLETE);

        assertThat(ended.revision()).isGreaterThan(filed.revision());
        request(filed.requestId()).body("status", equalTo("obsolete"));
        world.deliver(List.of(World.item(number, "AT")));
        assertThat(tell(decision(filed, AddressChangeDecision.ACCEPTED)).outcome())
                .isEqualTo(CommandOutcome.REFUSED);
        number().body("$", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasKey("locationId")));
    }

    @Test
    void saysEveryRequestAgainHoweverSmallThePages() throws Exception {
        AddressChangeRequestChanged filed = filed();
        List<Event> said = new ArrayList<>();
        try (Connection connection = Database.background()) {
            connection.setAutoCommit(false);
            UUID last = null;
            List<RestatedWithNumbers.Restated> page;
            do {
                page = restated.pageAfter(connection, last, 2);
                page.forEach(each -> said.add(each.event()));
                last = page.isEmpty() ? null : page.get(page.size() - 1).key();
            } while (!page.isEmpty());
            connection.rollback();
        }

        assertThat(said).contains(filed).doesNotHaveDuplicates();
    }

    @Test
    void hidesTheRequestsOfAnotherTenant() {
        AddressChangeRequestChanged filed = filed();
        World stranger = World.withoutConsent();

        asTenant(stranger.tenant)
                .get(REQUESTS + "/{r}", stranger.tenant, number.toString(), filed.requestId())
                .then()
                .statusCode(404);
        asTenant(stranger.tenant)
                .get(REQUESTS, stranger.tenant, number.toString())
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    private AddressChangeRequestChanged filed() {
        return heard(file(elsewhere).statusCode(201).extract().path("requestId"));
    }

    private static AddressChangeRequestChanged heard(String requestId) {
        return Neighbours.hear(
                AddressChangeRequestChanged.class, event -> event.requestId().equals(UUID.fromString(requestId)));
    }

    private AddressChangeDecided decision(AddressChangeRequestChanged filed, AddressChangeDecision decision) {
        return new AddressChangeDecided(
                UUID.randomUUID(),
                filed.operatorId(),
                filed.tenantId(),
                filed.telephoneNumber(),
                filed.holdingId(),
                filed.requestId(),
                decision,
                decision == AddressChangeDecision.REFUSED ? "Not in our books." : null,
                "operator:" + filed.operatorId(),
                Instant.now());
    }

    private static CommandAnswered tell(AddressChangeDecided decision) {
        Neighbours.say(decision);
        return Neighbours.hear(
                CommandAnswered.class, answer -> answer.commandId().equals(decision.commandId()));
    }

    private ValidatableResponse file(String locationId) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("locationId", locationId, "reason", "We moved."))
                .post(REQUESTS, world.tenant, number.toString())
                .then();
    }

    private ValidatableResponse withdraw(UUID requestId) {
        return asTenant(world.tenant)
                .post(REQUESTS + "/{r}/withdraw", world.tenant, number.toString(), requestId)
                .then();
    }

    private ValidatableResponse request(UUID requestId) {
        return asTenant(world.tenant)
                .get(REQUESTS + "/{r}", world.tenant, number.toString(), requestId)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse number() {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }

    /** A validated address. */
    private ValidatableResponse address(String postalCode) {
        String id = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of(
                        "companyName", "Contoso",
                        "country", "AT",
                        "houseNumber", "1",
                        "street", "Ring",
                        "city", "Wien",
                        "postalCode", postalCode,
                        "latitude", 48.2,
                        "longitude", 16.37))
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(201)
                .extract()
                .path("civicAddressId");
        return asTenant(world.tenant)
                .post("/v1/tenants/{t}/emergency-addresses/{a}/validate", world.tenant, id)
                .then()
                .statusCode(200);
    }
}
