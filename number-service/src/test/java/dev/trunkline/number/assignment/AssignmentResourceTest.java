package dev.trunkline.number.assignment;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.contracts.event.ReleasesWithdrawn;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class AssignmentResourceTest {

    @Test
    void assignsANumberToAUserAndTellsOfIt() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);

        assign(world, number, user)
                .statusCode(200)
                .body("assignmentStatus", equalTo("userAssigned"))
                .body("assignmentTargetId", equalTo(user.toString()))
                .body("assignmentCategory", equalTo("primary"))
                .body("supportedCustomerActions", containsInAnyOrder("locationUpdate"));

        NumbersAssigned told =
                Neighbours.hear(NumbersAssigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(told.items()).singleElement().satisfies(item -> {
            assertThat(item.telephoneNumber()).isEqualTo(number);
            assertThat(item.assignmentTargetId()).isEqualTo(user);
        });
    }

    @Test
    void changesNothingWhenTheNumberIsAssignedSoAlready() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);
        long version =
                assign(world, number, user).statusCode(200).extract().jsonPath().getLong("version");

        assign(world, number, user).statusCode(200).body("version", equalTo(version));
    }

    @Test
    void namesEveryReasonOfARefusalAtOnce() {
        World world = World.consenting("US");
        world.sayTenant(CoexistenceMode.ISLANDS);
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of(), CoexistenceMode.ISLANDS);
        E164Number number = world.deliverOne();

        assign(world, number, user)
                .statusCode(422)
                .body("type", endsWith("/assignment-refused"))
                .body(
                        "errors.code",
                        containsInAnyOrder(
                                "licence-missing",
                                "not-teams-only",
                                "country-mismatch",
                                "emergency-location-required"));
    }

    @Test
    void saysThatAnUnknownTargetMayBecomeKnown() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);

        assign(world, number, UUID.randomUUID())
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("target-unknown"))
                .body("errors[0].detail", containsString("seconds"));
    }

    @Test
    void namesTheRealTypeWhenTheStatedOneIsWrong() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);

        post(world, number, "assign", Map.of("targetId", user, "numberType", "callingPlan"))
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("number-type-mismatch"))
                .body("errors[0].detail", containsString("operatorConnect"));
    }

    @Test
    void asksForTheTargetByName() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);

        post(world, number, "assign", Map.of()).statusCode(422).body("errors.pointer", containsInAnyOrder("/targetId"));
    }

    @Test
    void refusesANumberThatSomebodyElseHas() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        assign(world, number, austrian(world)).statusCode(200);

        assign(world, number, austrian(world)).statusCode(409).body("type", endsWith("/number-assigned"));
    }

    @Test
    void refusesAStaleRevision() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);

        asTenant(world.tenant)
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body(Map.of("targetId", austrian(world)))
                .post("/v1/tenants/{t}/numbers/{n}/assign", world.tenant, number.toString())
                .then()
                .statusCode(412);
    }

    @Test
    void letsOneOfFiftyWinWhoAssignTheSameNumberAtOnce() throws Exception {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        List<UUID> users = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            users.add(UUID.randomUUID());
        }
        users.forEach(user -> world.sayUser(user, null));
        users.forEach(user -> world.awaitUser(user, 1));

        List<Integer> statuses = atOnce(users.stream()
                .<Callable<Integer>>map(
                        user -> () -> assign(world, number, user).extract().statusCode())
                .toList());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status != 200))
                .hasSize(49)
                .containsOnly(409);
        assertThat(Database.ask(
                        "select count(*) from number_history where tenant_id = ? and action = 'assigned'",
                        world.tenant))
                .isEqualTo(1L);
    }

    @Test
    void givesAUserOnePrimaryNumberThoughTwoAreAssignedAtOnce() throws Exception {
        World world = World.consenting("AT");
        for (int race = 0; race < 8; race++) {
            UUID user = austrian(world);
            E164Number one = austrianNumber(world);
            E164Number other = austrianNumber(world);

            List<Integer> statuses = atOnce(List.of(
                    () -> assign(world, one, user).extract().statusCode(),
                    () -> assign(world, other, user).extract().statusCode()));

            assertThat(statuses).containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    void givesAUserASecondNumberOfAnotherCategory() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        assign(world, austrianNumber(world), user).statusCode(200);
        E164Number second = austrianNumber(world);

        assign(world, second, user).statusCode(422).body("errors.code", containsInAnyOrder("primary-number-present"));
        post(world, second, "assign", Map.of("targetId", user, "category", "private"))
                .statusCode(200)
                .body("assignmentCategory", equalTo("private"));
    }

    @Test
    void withdrawsTheReleaseRequestOfANumberThatIsAssignedAgain() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        post(world, number, "release", Map.of()).statusCode(200);

        assign(world, number, austrian(world)).statusCode(200).body("releaseStatus", nullValue());

        Neighbours.hear(ReleasesWithdrawn.class, event -> event.tenantId().equals(world.tenant));
    }

    @Test
    void takesANumberBackAndKeepsTheReason() {
        World world = World.consenting("AT");
        E164Number number = austrianNumber(world);
        assign(world, number, austrian(world)).statusCode(200);

        post(world, number, "unassign", Map.of("reason", "Left the team."))
                .statusCode(200)
                .body("assignmentStatus", equalTo("unassigned"))
                .body("assignmentTargetId", nullValue());
        post(world, number, "unassign", Map.of()).statusCode(200);

        assertThat(Database.ask(
                        "select reason from number_history where tenant_id = ? and action = 'unassigned'",
                        world.tenant))
                .isEqualTo("Left the team.");
    }

    @Test
    void leavesTheNumberWithAUserWhoLosesWhatItTookToAssignItUntilItIsTakenBack() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);
        assign(world, number, user).statusCode(200);
        world.user(user, AccountType.USER, "DE", List.of(), CoexistenceMode.ISLANDS);
        assertThat(Database.ask("select assignment_target_id from phone_number where tenant_id = ?", world.tenant))
                .isEqualTo(user);

        post(world, number, "unassign", Map.of()).statusCode(200).body("assignmentStatus", equalTo("unassigned"));
    }

    @Test
    void freesTheNumbersOfADeletedUserAndSaysWhy() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);
        assign(world, number, user).statusCode(200);

        world.sayUserDeleted(user);

        Neighbours.hear(NumbersUnassigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(Database.ask(
                        "select reason from number_history where tenant_id = ? and action = 'unassigned'",
                        world.tenant))
                .isEqualTo("The user was deleted.");
        assign(world, number, user).statusCode(422).body("errors.code", containsInAnyOrder("target-unknown"));
    }

    @Test
    void leavesNoNumberWithAUserWhoIsDeletedWhileItIsAssigned() throws Exception {
        World world = World.consenting("AT");
        for (int race = 0; race < 10; race++) {
            UUID user = austrian(world);
            E164Number number = austrianNumber(world);

            List<Long> done = atOnce(List.of(() -> world.sayUserDeleted(user), () ->
                    (long) assign(world, number, user).extract().statusCode()));

            assertThat(done.get(1)).isIn(200L, 422L);
            world.awaitUser(user, done.get(0));
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            Database.ask("select 1 from phone_number where assignment_target_id = ?", user) == null);
        }
    }

    /** The assignment has read the user and waits for the number; the deletion must wait for the assignment. */
    @Test
    void takesBackANumberWhoseAssignmentHadBegunBeforeTheUserWasDeleted() throws Exception {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        E164Number number = austrianNumber(world);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection blocker = Database.background()) {
            // Given
            blocker.setAutoCommit(false);
            try (PreparedStatement lock =
                    blocker.prepareStatement("select holding_id from phone_number where tenant_id = ? for update")) {
                lock.setObject(1, world.tenant);
                lock.execute();
            }
            Future<Integer> assigned =
                    thread.submit(() -> assign(world, number, user).extract().statusCode());
            await().atMost(Duration.ofSeconds(20)).until(() -> Database.someoneWaitsFor("phone_number"));
            // When
            world.sayUserDeleted(user);
            await().atMost(Duration.ofSeconds(20)).until(() -> Database.someoneWaitsFor("tenant_user"));
            blocker.rollback();
            // Then
            assertThat(assigned.get()).isEqualTo(200);
        } finally {
            thread.shutdownNow();
        }
        Neighbours.hear(NumbersUnassigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(Database.ask("select 1 from phone_number where assignment_target_id = ?", user))
                .isNull();
    }

    @Test
    void ignoresANewsOfAUserThatIsOlderThanItsDeletion() {
        World world = World.consenting("AT");
        UUID user = austrian(world);
        long deleted = world.sayUserDeleted(user);
        world.awaitUser(user, deleted);

        Neighbours.say(new UserChanged(
                world.tenant,
                user,
                deleted - 1,
                UserStatus.ACTIVE,
                AccountType.USER,
                "AT",
                List.of("phoneSystem"),
                null,
                null,
                false,
                null));
        world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of(), null);

        assign(world, austrianNumber(world), user)
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("target-unknown"));
    }

    private static UUID austrian(World world) {
        return world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
    }

    private static E164Number austrianNumber(World world) {
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        return number;
    }

    private static ValidatableResponse assign(World world, E164Number number, UUID target) {
        return post(world, number, "assign", Map.of("targetId", target));
    }

    private static ValidatableResponse post(World world, E164Number number, String action, Map<String, ?> body) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action)
                .then();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
