package dev.trunkline.number.assignment;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumbersChanged;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@RealServers
class NumberSettingsTest {

    @Test
    void changesTheCategoryOfANumberThatStaysAssigned() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number first = deliver(world);
        E164Number second = deliver(world);
        post(world, first, "assign", Map.of("targetId", user)).statusCode(200);
        post(world, second, "assign", Map.of("targetId", user, "category", "private"))
                .statusCode(200);

        put(world, second, "category", Map.of("category", "primary"))
                .statusCode(422)
                .body("errors.code", contains("primary-number-present"));
        put(world, first, "category", Map.of("category", "alternate"))
                .statusCode(200)
                .body("assignmentStatus", equalTo("userAssigned"))
                .body("assignmentTargetId", equalTo(user.toString()))
                .body("assignmentCategory", equalTo("alternate"));
        put(world, second, "category", Map.of("category", "primary"))
                .statusCode(200)
                .body("assignmentCategory", equalTo("primary"));

        Neighbours.hear(NumbersChanged.class, event -> event.tenantId().equals(world.tenant));
        assertThat(Database.ask(
                        "select count(*) from number_history where tenant_id = ? and action = 'unassigned'",
                        world.tenant))
                .isEqualTo(0L);
    }

    @Test
    void makesOneOfTwoNumbersPrimaryThoughBothAreAskedForAtOnce() throws Exception {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        List<E164Number> numbers = List.of(deliver(world), deliver(world));
        numbers.forEach(number -> post(world, number, "assign", Map.of("targetId", user, "category", "private"))
                .statusCode(200));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(numbers.stream()
                    .<Callable<Integer>>map(
                            number -> () -> put(world, number, "category", Map.of("category", "primary"))
                                    .extract()
                                    .statusCode())
                    .toList())) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 422);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void setsNothingOnANumberThatIsInQuarantine() {
        World world = World.consenting("AT");
        E164Number number = deliver(world, Usage.CALLING_USER_ASSIGNMENT, Usage.FIRST_PARTY_APP_ASSIGNMENT);
        post(world, number, "release", Map.of()).statusCode(200);
        ReleaseDecided confirmed = world.decision(world.releaseRequest(number), ReleaseDecision.CONFIRMED, 7);
        Neighbours.say(confirmed);
        Neighbours.hear(CommandAnswered.class, answer -> answer.commandId().equals(confirmed.commandId()));

        Map.of(
                        "tags", Map.of("tags", List.of("mine")),
                        "block", Map.of("block", "forever"),
                        "usage", Map.of("usage", "firstPartyAppAssignment"))
                .forEach((setting, body) ->
                        put(world, number, setting, body).statusCode(409).body("type", endsWith("/quarantined")));
    }

    @Test
    void givesNoCategoryToANumberThatNobodyHas() {
        World world = World.consenting("AT");

        put(world, deliver(world), "category", Map.of("category", "private"))
                .statusCode(409)
                .body("type", endsWith("/number-not-assigned"));
    }

    @Test
    void exchangesTheUsageOfAnUnassignedNumberForItsOther() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = deliver(world, Usage.CALLING_USER_ASSIGNMENT, Usage.FIRST_PARTY_APP_ASSIGNMENT);

        put(world, number, "usage", Map.of("usage", "firstPartyAppAssignment"))
                .statusCode(200)
                .body("usage", equalTo("firstPartyAppAssignment"))
                .body("additionalUsages", contains("callingUserAssignment"))
                .body("capabilities", containsInAnyOrder("userAssignment", "voiceApplicationAssignment"));
        put(world, number, "usage", Map.of("usage", "conferenceAssignment"))
                .statusCode(422)
                .body("errors.code", contains("usage-not-available"));
        post(world, number, "assign", Map.of("targetId", user)).statusCode(200);
        put(world, number, "usage", Map.of("usage", "conferenceAssignment"))
                .statusCode(409)
                .body("type", endsWith("/number-assigned"))
                .body("errors.code", contains("number-assigned", "usage-not-available"));
    }

    @Test
    void keepsABlockedNumberFromBeingAssignedUntilTheBlockIsOver() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = deliver(world);

        put(world, number, "block", Map.of("block", "until", "days", 2))
                .statusCode(200)
                .body("assignmentBlock", equalTo("until"));
        post(world, number, "assign", Map.of("targetId", user))
                .statusCode(422)
                .body("errors.code", contains("assignment-blocked"));
        try {
            Database.setClockAheadBy(Duration.ofDays(2).plusSeconds(1));
            asTenant(world.tenant)
                    .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                    .then()
                    .body("assignmentBlock", equalTo("none"))
                    .body("blockedUntil", nullValue());
            post(world, number, "assign", Map.of("targetId", user)).statusCode(200);
        } finally {
            Database.setClockAheadBy(Duration.ZERO);
        }
    }

    @Test
    void blocksANumberWhileItIsUnassigned() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = deliver(world);
        post(world, number, "assign", Map.of("targetId", user)).statusCode(200);

        put(world, number, "block", Map.of("block", "forever"))
                .statusCode(409)
                .body("type", endsWith("/number-assigned"));
        post(world, number, "unassign", Map.of("block", Map.of("block", "until")))
                .statusCode(422)
                .body("errors.pointer", contains("/block/days"));
        post(world, number, "unassign", Map.of("reason", "Left.", "block", Map.of("block", "forever")))
                .statusCode(200)
                .body("assignmentStatus", equalTo("unassigned"))
                .body("assignmentBlock", equalTo("forever"));
        post(world, number, "assign", Map.of("targetId", user)).statusCode(422);
        put(world, number, "block", Map.of("block", "none")).statusCode(200);
        post(world, number, "assign", Map.of("targetId", user)).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"until,0,/days", "until,366,/days", "forever,1,/days", "until,,/days", ",1,/block"})
    void refusesABlockThatIsNone(String block, Integer days, String pointer) {
        World world = World.consenting("AT");
        Map<String, Object> body = new HashMap<>();
        body.put("block", block);
        body.put("days", days);

        put(world, deliver(world), "block", body).statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void takesTagsThatDifferByMoreThanCapitals() {
        World world = World.consenting("AT");
        E164Number number = deliver(world);

        put(world, number, "tags", Map.of("tags", List.of("VIP", "vip ", "Reception")))
                .statusCode(200)
                .body("tags", contains("reception", "vip"));
        put(world, number, "tags", Map.of("tags", Collections.nCopies(51, "x")))
                .statusCode(422)
                .body("errors.pointer", contains("/tags"));
        put(world, number, "tags", Map.of("tags", List.of("x".repeat(50)))).statusCode(200);
        put(world, number, "tags", Map.of("tags", List.of("x".repeat(51)))).statusCode(422);
        put(world, number, "tags", Map.of("tags", List.of("a;b"))).statusCode(422);
        put(world, number, "tags", Map.of("tags", List.of())).statusCode(200).body("tags", equalTo(List.of()));
    }

    @Test
    void asksForTheRevisionThatAChangeIsBasedOn() {
        World world = World.consenting("AT");
        E164Number number = deliver(world);

        for (String setting : List.of("category", "usage", "block", "tags")) {
            Map<String, Object> body =
                    switch (setting) {
                        case "category" -> Map.of("category", "primary");
                        case "usage" -> Map.of("usage", "conferenceAssignment");
                        case "block" -> Map.of("block", "forever");
                        default -> Map.of("tags", List.of());
                    };
            put(world, number, setting, body, null).statusCode(428);
            put(world, number, setting, body, "\"1\"").statusCode(412);
        }
    }

    @Test
    void givesServiceNumbersToResourceAccountsAndConferenceBridges() {
        World world = World.consenting("AT");
        UUID queue = world.user(UUID.randomUUID(), AccountType.RESOURCE_ACCOUNT, null, List.of(), null);
        UUID bridge = world.user(UUID.randomUUID(), AccountType.CONFERENCE_BRIDGE, null, List.of(), null);
        E164Number voice = deliver(world, Usage.FIRST_PARTY_APP_ASSIGNMENT);
        E164Number conference = deliver(world, Usage.CONFERENCE_ASSIGNMENT);

        post(world, voice, "assign", Map.of("targetId", bridge))
                .statusCode(422)
                .body("errors.code", contains("capability-mismatch"));
        post(world, voice, "assign", Map.of("targetId", queue))
                .statusCode(200)
                .body("assignmentStatus", equalTo("voiceApplicationAssigned"));
        post(world, conference, "assign", Map.of("targetId", bridge))
                .statusCode(200)
                .body("assignmentStatus", equalTo("conferenceAssigned"));
    }

    private static UUID austrian(World world) {
        return world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
    }

    private static E164Number deliver(World world) {
        return deliver(world, Usage.CALLING_USER_ASSIGNMENT);
    }

    private static E164Number deliver(World world, Usage usage, Usage... others) {
        E164Number number = World.nextNumber();
        OfferedService service =
                usage == Usage.CONFERENCE_ASSIGNMENT ? OfferedService.CONFERENCING : OfferedService.CALLING;
        world.deliver(List.of(new Item(
                1, number, "AT", service, usage, List.of(others), false, false, null, null, null, true, null, null)));
        return number;
    }

    private static ValidatableResponse post(World world, E164Number number, String action, Map<String, ?> body) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action)
                .then();
    }

    private static ValidatableResponse put(World world, E164Number number, String setting, Map<String, ?> body) {
        return put(world, number, setting, body, "*");
    }

    private static ValidatableResponse put(
            World world, E164Number number, String setting, Map<String, ?> body, String ifMatch) {
        var request = asTenant(world.tenant).contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put("/v1/tenants/{t}/numbers/{n}/{s}", world.tenant, number.toString(), setting)
                .then();
    }
}
