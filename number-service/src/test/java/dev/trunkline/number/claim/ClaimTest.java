package dev.trunkline.number.claim;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersImported;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class ClaimTest {

    private static final AtomicLong BERLIN = new AtomicLong(493_023_125_000L);

    @Inject
    ImportPurgeJob purge;

    @Test
    void listsNumbersOfBothTypesAndTellsOfThem() {
        World world = World.withoutConsent();
        E164Number plan = berlin();
        E164Number routed = berlin();

        importCsv(
                        world,
                        "telephoneNumber,numberType,city,usage,additionalUsages",
                        plan + ",callingPlan,Berlin,firstPartyAppAssignment,callingUserAssignment;conferenceAssignment",
                        routed.digits() + ",directRouting,,,")
                .statusCode(200)
                .body("counts.imported", equalTo(2))
                .body("counts.total", equalTo(2))
                .body("rows.status", contains("imported", "imported"))
                .body("rows.line", contains(1, 2));

        number(world, plan)
                .statusCode(200)
                .body("numberType", equalTo("callingPlan"))
                .body("numberSource", equalTo("online"))
                .body("isoCountryCode", equalTo("DE"))
                .body("city", equalTo("Berlin"))
                .body("operatorId", nullValue())
                .body("usage", equalTo("firstPartyAppAssignment"))
                .body(
                        "capabilities",
                        containsInAnyOrder("userAssignment", "voiceApplicationAssignment", "conferenceAssignment"))
                .body("disputed", equalTo(false))
                .body("supportedCustomerActions", contains("locationUpdate"));
        NumbersImported told =
                Neighbours.hear(NumbersImported.class, event -> event.tenantId().equals(world.tenant));
        assertThat(told.items()).extracting(item -> item.telephoneNumber()).containsExactly(plan, routed);
    }

    @Test
    void answersEveryRowWithAllThatIsWrongWithIt() {
        World world = World.withoutConsent();
        E164Number number = berlin();

        importJson(
                        world,
                        Map.of("telephoneNumber", "+49302312500a"),
                        Map.of("telephoneNumber", number.toString(), "numberType", "operatorConnect"),
                        Map.of(
                                "telephoneNumber",
                                "+18005550100",
                                "numberType",
                                "callingPlan",
                                "numberSource",
                                "onPremises",
                                "assignmentTargetId",
                                "me"),
                        Map.of("telephoneNumber", number.toString(), "numberType", "callingPlan"),
                        Map.of("telephoneNumber", number.toString(), "numberType", "directRouting"))
                .statusCode(200)
                .body("counts.rejected", equalTo(4))
                .body("rows[0].errors.code", containsInAnyOrder("invalid-number", "required"))
                .body("rows[0].errors.pointer", containsInAnyOrder("/rows/0/telephoneNumber", "/rows/0/numberType"))
                .body("rows[1].errors.code", contains("operator-delivers"))
                .body(
                        "rows[2].errors.code",
                        containsInAnyOrder("number-source-mismatch", "toll-free-user-usage", "invalid"))
                .body("rows[3].status", equalTo("imported"))
                .body("rows[4].errors.code", contains("duplicate-in-import"));
    }

    @Test
    void leavesANumberOfOneTypeWithinATenant() {
        World world = World.consenting("DE");
        E164Number claimed = berlin();
        E164Number delivered = berlin();
        world.deliver(List.of(World.item(delivered, "DE")));
        importJson(world, Map.of("telephoneNumber", claimed.toString(), "numberType", "callingPlan"));

        importJson(
                        world,
                        Map.of("telephoneNumber", claimed.toString(), "numberType", "callingPlan"),
                        Map.of("telephoneNumber", delivered.toString(), "numberType", "callingPlan"))
                .body("rows.status", contains("unchanged", "rejected"))
                .body("rows[1].errors.code", contains("number-type-conflict"))
                .body("rows[1].errors[0].detail", containsString("operatorConnect"));
        importJson(world, Map.of("telephoneNumber", claimed.toString(), "numberType", "directRouting"))
                .body("rows[0].errors.code", contains("number-type-conflict"))
                .body("rows[0].errors[0].detail", containsString("callingPlan"));
    }

    @Test
    void marksAClaimAsDisputedWhileSomebodyElseHasTheNumberDelivered() {
        World holder = World.consenting("DE");
        World claimant = World.withoutConsent();
        E164Number before = berlin();
        E164Number after = berlin();
        holder.deliver(List.of(World.item(before, "DE")));

        importJson(
                        claimant,
                        Map.of("telephoneNumber", before.toString(), "numberType", "directRouting"),
                        Map.of("telephoneNumber", after.toString(), "numberType", "directRouting"))
                .body("counts.imported", equalTo(2));
        number(claimant, before).body("disputed", equalTo(true));
        number(claimant, after).body("disputed", equalTo(false));

        assertThat(holder.deliver(List.of(World.item(after, "DE")))
                        .rows()
                        .get(0)
                        .outcome())
                .isEqualTo(RowOutcome.DELIVERED);
        number(claimant, after).body("disputed", equalTo(true));
        number(holder, after).body("disputed", equalTo(false));
    }

    @Test
    void takesOverWhoHasTheNumberNow() {
        World world = World.withoutConsent();
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "DE", List.of(), null);
        UUID queue = world.user(UUID.randomUUID(), AccountType.RESOURCE_ACCOUNT, null, List.of(), null);
        E164Number first = berlin();

        importJson(
                        world,
                        claim(first, user, "callingUserAssignment"),
                        claim(berlin(), user, "callingUserAssignment"),
                        claim(berlin(), queue, "firstPartyAppAssignment"),
                        claim(berlin(), queue, "callingUserAssignment"),
                        claim(berlin(), UUID.randomUUID(), "callingUserAssignment"))
                .body("rows.status", contains("imported", "rejected", "imported", "rejected", "rejected"))
                .body("rows[1].errors.code", contains("primary-number-present"))
                .body("rows[3].errors.code", contains("capability-mismatch"))
                .body("rows[4].errors.code", contains("target-unknown"));

        number(world, first)
                .body("assignmentStatus", equalTo("userAssigned"))
                .body("assignmentTargetId", equalTo(user.toString()))
                .body("assignmentCategory", equalTo("primary"));
        Neighbours.hear(NumbersAssigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(Database.ask(
                        "select string_agg(action, ' ' order by history_id) from number_history where number = ?",
                        first.digits()))
                .isEqualTo("imported assigned");
    }

    @Test
    void letsANumberGoOnlyOnPremisesWhenItIsMasteredThere() {
        World world = World.withoutConsent();
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "DE", List.of(), null);
        E164Number number = berlin();
        importJson(
                world,
                Map.of(
                        "telephoneNumber",
                        number.toString(),
                        "numberType",
                        "directRouting",
                        "numberSource",
                        "onPremises",
                        "assignmentTargetId",
                        user.toString()));

        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of())
                .post("/v1/tenants/{t}/numbers/{n}/unassign", world.tenant, number.toString())
                .then()
                .statusCode(422)
                .body("type", endsWith("/on-prem-number-present"));

        Neighbours.say(new UserChanged(
                world.tenant,
                user,
                World.nextRevision(),
                UserStatus.ACTIVE,
                AccountType.USER,
                "DE",
                List.of(),
                null,
                null,
                false,
                null));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> number(world, number).body("assignmentStatus", equalTo("unassigned")));
    }

    @Test
    void takesAClaimOffTheListAndLetsItBeListedUnderAnotherType() {
        World world = World.withoutConsent();
        E164Number number = berlin();
        importJson(world, Map.of("telephoneNumber", number.toString(), "numberType", "callingPlan"));

        drop(world, number, "\"1\"").statusCode(412);
        drop(world, number, "*").statusCode(204);

        number(world, number).statusCode(404);
        Neighbours.hear(NumbersReleased.class, event -> event.tenantId().equals(world.tenant));
        importJson(world, Map.of("telephoneNumber", number.toString(), "numberType", "directRouting"))
                .body("rows.status", contains("imported"));
    }

    @Test
    void keepsADeliveredOrAssignedNumberOnTheList() {
        World world = World.consenting("US");
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "DE", List.of(), null);
        E164Number assigned = berlin();
        importJson(world, claim(assigned, user, "callingUserAssignment"));

        drop(world, assigned, "*").statusCode(409).body("type", endsWith("/number-assigned"));
        drop(world, world.deliverOne(), "*").statusCode(422).body("type", endsWith("/not-a-claim"));
    }

    @Test
    void listsEachNumberOnceThoughTwoImportsComeAtOnce() throws Exception {
        World world = World.withoutConsent();
        List<E164Number> numbers = Stream.generate(ClaimTest::berlin).limit(300).toList();
        List<E164Number> reversed = new ArrayList<>(numbers);
        Collections.reverse(reversed);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers =
                    threads.invokeAll(List.of(() -> importAll(world, numbers), () -> importAll(world, reversed)));
            int listed = answers.get(0).get() + answers.get(1).get();
            assertThat(listed).isEqualTo(300);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void judgesRowsOfSeveralPortionsAsOneImportAndKeepsWhatBecameOfEach() {
        // Given
        World world = World.withoutConsent();
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "DE", List.of(), null);
        List<String> rows = new ArrayList<>();
        List<E164Number> numbers =
                Stream.generate(ClaimTest::berlin).limit(1_050).toList();
        numbers.forEach(number -> rows.add(number + ",directRouting,"));
        rows.set(0, numbers.get(0) + ",directRouting," + user);
        rows.set(1_049, numbers.get(1_049) + ",directRouting," + user);
        rows.add(numbers.get(3) + ",directRouting,");
        rows.add("me,directRouting,");
        Collections.reverse(rows);

        // When
        ValidatableResponse answer =
                importCsv(world, "telephoneNumber,numberType,assignmentTargetId", rows.toArray(String[]::new));

        // Then
        String address = answer.statusCode(200)
                .body("counts.total", equalTo(1_052))
                .body("counts.imported", equalTo(1_049))
                .body("counts.rejected", equalTo(3))
                .body("rows.size()", equalTo(1_000))
                .body("rows[0].errors.code", contains("invalid-number"))
                .extract()
                .header("Location");
        get(world, address).statusCode(200).body("counts.total", equalTo(1_052)).body("rows", nullValue());
        get(world, address + "/rows?status=rejected")
                .body("items.line", contains(1, 3, 1_049))
                .body("items[1].errors.code", contains("primary-number-present"))
                .body("items[2].errors.code", contains("duplicate-in-import"));
        String next = get(world, address + "/rows?limit=1000").extract().path("nextPageToken");
        get(world, address + "/rows?limit=1000&pageToken=" + next).body("items[0].line", equalTo(1_001));
    }

    @Test
    void forgetsAnImportAfterThirtyDaysAndTheNumbersNever() throws Exception {
        World world = World.withoutConsent();
        E164Number number = berlin();
        String address = importCsv(world, "telephoneNumber,numberType", number + ",callingPlan")
                .extract()
                .header("Location");
        try {
            Database.setClockAheadBy(Duration.ofDays(29));
            purge.purge();
            get(world, address + "/rows").statusCode(200).body("items.status", contains("imported"));

            Database.setClockAheadBy(Duration.ofDays(31));
            purge.purge();
        } finally {
            Database.setClockAheadBy(Duration.ZERO);
        }

        get(world, address).statusCode(404).body("type", endsWith("/import-unknown"));
        get(world, address + "/rows").statusCode(404);
        number(world, number).statusCode(200);
    }

    @Test
    void keepsNothingOfABodyThatBreaksOff() {
        World world = World.withoutConsent();
        StringBuilder body = new StringBuilder("{\"rows\": [");
        for (int i = 0; i < 1_100; i++) {
            body.append("{\"telephoneNumber\": \"").append(berlin()).append("\", \"numberType\": \"callingPlan\"},");
        }

        asTenant(world.tenant)
                .contentType("application/json")
                .body(body.toString())
                .post("/v1/tenants/{t}/numbers/import", world.tenant)
                .then()
                .statusCode(400);

        asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .body("items", empty());
        assertThat(Database.ask("select count(*) from number_import where tenant_id = ?", world.tenant))
                .isEqualTo(0L);
    }

    @Test
    void hidesTheImportsOfAnotherTenant() {
        World world = World.withoutConsent();
        String address = importCsv(world, "telephoneNumber,numberType", berlin() + ",callingPlan")
                .extract()
                .header("Location");
        World stranger = World.withoutConsent();

        get(stranger, address.replace(world.tenant.toString(), stranger.tenant.toString()))
                .statusCode(404)
                .body("type", endsWith("/import-unknown"));
    }

    @Test
    void answersTheSameImportWithTheSameKeyAsTheFirstTime() {
        World world = World.withoutConsent();
        String body = "telephoneNumber,numberType\n" + berlin() + ",callingPlan\n";

        for (int i = 0; i < 2; i++) {
            asTenant(world.tenant)
                    .header("Idempotency-Key", "once")
                    .contentType("text/csv")
                    .body(body)
                    .post("/v1/tenants/{t}/numbers/import", world.tenant)
                    .then()
                    .statusCode(200)
                    .body("counts.imported", equalTo(1));
        }
    }

    @Test
    void refusesABodyThatItDoesNotUnderstandAsAWhole() {
        World world = World.withoutConsent();

        importCsv(world, "telephoneNumber,colour", "+493023125001,red")
                .statusCode(422)
                .body("type", endsWith("/headings-unknown"))
                .body("errors.code", contains("heading-unknown"));
        asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .body("items", empty());
    }

    private static int importAll(World world, List<E164Number> numbers) {
        return importCsv(
                        world,
                        "telephoneNumber,numberType",
                        numbers.stream()
                                .map(number -> number + ",directRouting")
                                .toArray(String[]::new))
                .statusCode(200)
                .extract()
                .path("counts.imported");
    }

    private static Map<String, String> claim(E164Number number, UUID target, String usage) {
        return Map.of(
                "telephoneNumber",
                number.toString(),
                "numberType",
                "directRouting",
                "usage",
                usage,
                "assignmentTargetId",
                target.toString());
    }

    private static E164Number berlin() {
        return new E164Number(BERLIN.incrementAndGet());
    }

    private static ValidatableResponse importJson(World world, Map<?, ?>... rows) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("rows", List.of(rows)))
                .post("/v1/tenants/{t}/numbers/import", world.tenant)
                .then();
    }

    private static ValidatableResponse importCsv(World world, String headings, String... rows) {
        return asTenant(world.tenant)
                .contentType("text/csv")
                .body(headings + "\n" + String.join("\n", rows) + "\n")
                .post("/v1/tenants/{t}/numbers/import", world.tenant)
                .then();
    }

    private static ValidatableResponse get(World world, String address) {
        return asTenant(world.tenant).get(address).then();
    }

    private static ValidatableResponse number(World world, E164Number number) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then();
    }

    private static ValidatableResponse drop(World world, E164Number number, String ifMatch) {
        return asTenant(world.tenant)
                .header("If-Match", ifMatch)
                .delete("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then();
    }
}
