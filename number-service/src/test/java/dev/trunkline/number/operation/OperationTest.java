package dev.trunkline.number.operation;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.number.operation.OperationStore.Running;
import dev.trunkline.platform.outbox.Origin;
import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.OutboxStore;
import dev.trunkline.platform.web.Stopping;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class OperationTest {

    @Inject
    Scheduler scheduler;

    @Inject
    OperationStore store;

    @Inject
    OperationBatch batch;

    @Inject
    OutboxStore outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    OperationConfig config;

    @Inject
    OperationQueries queries;

    @Inject
    @DataSource("background")
    javax.sql.DataSource background;

    @AfterEach
    void goOn() {
        scheduler.resume("operations");
    }

    @Test
    void assignsNumbersAndSaysOfEachRowHowItEnded() {
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 3);
        UUID anna = austrian(world);
        UUID ben = austrian(world);

        ValidatableResponse accepted = post(
                world,
                "assignments",
                row(numbers.get(0), anna),
                row(numbers.get(1), anna),
                row(numbers.get(2), ben),
                row(World.nextNumber(), ben),
                Map.of("telephoneNumber", "me", "targetId", "him"),
                row(numbers.get(2), anna));
        accepted.statusCode(202)
                .body("kind", equalTo("assignments"))
                .body("counts.total", equalTo(6))
                .body("counts.failed", equalTo(3))
                .body("reason", equalTo("New office"));

        JsonPath ended = awaitEnd(world, accepted);
        assertThat(ended.getString("status")).isEqualTo("completedWithErrors");
        assertThat(ended.getInt("percentage")).isEqualTo(100);
        rows(world, accepted)
                .body("items.status", contains("succeeded", "failed", "succeeded", "failed", "failed", "failed"))
                .body("items[1].errors.code", contains("primary-number-present"))
                .body("items[3].errors.code", contains("number-unknown"))
                .body("items[4].errors.code", contains("invalid", "invalid-number"))
                .body("items[4].errors.pointer", contains("/rows/4/targetId", "/rows/4/telephoneNumber"))
                .body("items[5].errors.code", contains("duplicate-in-request"));
        number(world, numbers.get(0))
                .body("assignmentTargetId", equalTo(anna.toString()))
                .body("activationState", equalTo("activated"));
        number(world, numbers.get(1))
                .body("assignmentStatus", equalTo("unassigned"))
                .body("activationState", equalTo("assignmentFailed"));
        Neighbours.hear(NumbersAssigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(Database.ask(
                        "select reason from number_history where tenant_id = ? and action = 'assigned' limit 1",
                        world.tenant))
                .isEqualTo("New office");

        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("targetId", austrian(world)))
                .post(
                        "/v1/tenants/{t}/numbers/{n}/assign",
                        world.tenant,
                        numbers.get(1).toString())
                .then()
                .statusCode(200)
                .body("activationState", equalTo("activated"));
    }

    @Test
    void takesNumbersBackAndAsksForTheReleaseOfARangeFromCsv() {
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 4);
        awaitEnd(world, post(world, "assignments", row(numbers.get(0), austrian(world))));

        JsonPath unassigned = awaitEnd(
                world,
                postCsv(
                        world,
                        "unassignments",
                        "telephoneNumber,block,blockDays\n" + numbers.get(0) + ",until,3\n" + numbers.get(1) + ",,\n"));
        assertThat(unassigned.getString("status")).isEqualTo("completed");
        number(world, numbers.get(0))
                .body("assignmentStatus", equalTo("unassigned"))
                .body("assignmentBlock", equalTo("until"));

        ValidatableResponse releases =
                postCsv(world, "releases", "telephoneNumber\n" + numbers.get(0) + " - " + numbers.get(3) + "\n");
        releases.body("counts.total", equalTo(4));
        assertThat(awaitEnd(world, releases).getInt("counts.succeeded")).isEqualTo(4);
        number(world, numbers.get(2)).body("releaseStatus", equalTo("releaseRequested"));
        Neighbours.hear(ReleasesRequested.class, event -> event.tenantId().equals(world.tenant));
    }

    @Test
    void sendsEmergencyCallsOfNumbersElsewhere() {
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 2);
        UUID location = world.validatedPlace("AT");

        ValidatableResponse accepted = post(
                world,
                "emergency-locations",
                Map.of("telephoneNumber", numbers.get(0).toString(), "locationId", location.toString()),
                Map.of(
                        "telephoneNumber",
                        numbers.get(1).toString(),
                        "locationId",
                        UUID.randomUUID().toString()));

        awaitEnd(world, accepted);
        rows(world, accepted)
                .body("items.status", contains("succeeded", "failed"))
                .body("items[1].errors.code", contains("emergency-location-unknown"));
        number(world, numbers.get(0)).body("locationId", equalTo(location.toString()));
        number(world, numbers.get(1)).body("activationState", equalTo("updateFailed"));
    }

    @Test
    void leavesANumberThatWasChangedAfterTheOperationWasAccepted() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        E164Number number = deliver(world, 1).get(0);
        ValidatableResponse accepted = post(world, "assignments", row(number, austrian(world)));
        number(world, number).body("activationState", equalTo("assignmentPending"));

        asTenant(world.tenant)
                .contentType("application/json")
                .header("If-Match", "*")
                .body(Map.of("tags", List.of("mine")))
                .put("/v1/tenants/{t}/numbers/{n}/tags", world.tenant, number.toString())
                .then()
                .statusCode(200);
        worker().run();

        rows(world, accepted).body("items[0].errors.code", contains("changed-since-accepted"));
        number(world, number)
                .body("assignmentStatus", equalTo("unassigned"))
                .body("activationState", equalTo("assignmentFailed"));
    }

    /** One worker does a batch and is gone, another dies with a batch half done, a third goes on. */
    @Test
    void goesOnAfterARestartInItsMiddle() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 5);
        ValidatableResponse accepted = post(
                world,
                "assignments",
                numbers.stream().map(number -> row(number, austrian(world))).toArray(Map[]::new));
        UUID operationId = id(accepted);

        worker().runOnce(2);
        assertThat(operation(world, operationId).getInt("percentage")).isEqualTo(40);
        assertThat(operation(world, operationId).getString("status")).isEqualTo("running");
        asTenant(world.tenant)
                .queryParam("status", "running")
                .get("/v1/tenants/{t}/operations", world.tenant)
                .then()
                .statusCode(200)
                .body("items.operationId", contains(operationId.toString()));
        pending(world).body("items", hasSize(3));

        try (Connection dying = Database.background()) {
            dying.setAutoCommit(false);
            assertThat(batch.run(dying, new Running(world.tenant, operationId, new Origin(null, null)), 2)
                            .rows())
                    .isEqualTo(2);
            dying.rollback();
        }
        assertThat(operation(world, operationId).getInt("counts.pending")).isEqualTo(3);

        worker().run();
        assertThat(operation(world, operationId).getString("status")).isEqualTo("completed");
        assertThat(assignmentsWritten(world)).isEqualTo(5L);
        pending(world).body("items", hasSize(0));
    }

    @Test
    void endsTheRowThatCannotBeCarriedOutAndDoesTheOthers() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 5);
        E164Number poison = numbers.get(2);
        ValidatableResponse accepted = post(
                world,
                "assignments",
                numbers.stream().map(number -> row(number, austrian(world))).toArray(Map[]::new));
        asOwner("alter table number_history add constraint operation_poison check (number <> " + poison.digits()
                + ") not valid");

        try {
            worker().run();
        } finally {
            asOwner("alter table number_history drop constraint operation_poison");
        }

        assertThat(operation(world, id(accepted)).getInt("counts.succeeded")).isEqualTo(4);
        rows(world, accepted)
                .body("items.findAll { it.status == 'failed' }.errors.code.flatten()", contains("row-failed"));
        number(world, poison)
                .body("assignmentStatus", equalTo("unassigned"))
                .body("activationState", equalTo("assignmentFailed"));
        assertThat(inState(world, "assignmentFailed")).containsExactly(poison.toString());
    }

    private static void asOwner(String statement) throws SQLException {
        try (Connection owner = TrunklineTestServers.postgres().superuser("number");
                Statement change = owner.createStatement()) {
            change.execute(statement);
        }
    }

    @Test
    void isSharedByReplicasWithoutDoingARowTwice() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        List<UUID> operations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            operations.add(id(post(
                    world,
                    "assignments",
                    deliver(world, 6).stream()
                            .map(number -> row(number, austrian(world)))
                            .toArray(Map[]::new))));
        }

        ExecutorService replicas = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                OperationJob worker = worker();
                workers.add(() -> {
                    int rows = 0;
                    for (int turn = 0; turn < 12; turn++) {
                        rows += worker.runOnce(2);
                    }
                    return rows;
                });
            }
            for (Future<Integer> done : replicas.invokeAll(workers)) {
                done.get();
            }
            worker().run();
        } finally {
            replicas.shutdownNow();
        }
        assertThat(assignmentsWritten(world)).isEqualTo(18L);
        for (UUID each : operations) {
            assertThat(operation(world, each).getString("status")).isEqualTo("completed");
        }
    }

    @Test
    void cancelsWhatWaitsAndKeepsWhatIsDone() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 3);
        UUID operationId = id(post(
                world,
                "assignments",
                numbers.stream().map(number -> row(number, austrian(world))).toArray(Map[]::new)));
        worker().runOnce(1);

        cancel(world, operationId)
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("counts.succeeded", equalTo(1))
                .body("counts.cancelled", equalTo(2));
        worker().run();

        number(world, numbers.get(0)).body("assignmentStatus", equalTo("userAssigned"));
        number(world, numbers.get(2))
                .body("assignmentStatus", equalTo("unassigned"))
                .body("activationState", equalTo("activated"));
        cancel(world, operationId).statusCode(200);
    }

    @Test
    void showsAndListsWhatEachNumberWaitsFor() throws Exception {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        List<E164Number> numbers = deliver(world, 3);
        E164Number idle = numbers.get(0);
        E164Number doubtful = numbers.get(1);
        E164Number wanted = numbers.get(2);
        UUID assignments = id(post(world, "assignments", row(doubtful, austrian(world)), row(wanted, austrian(world))));
        UUID releases = id(post(world, "releases", Map.of("telephoneNumber", wanted.toString())));

        assertThat(inState(world, "assignmentPending")).containsExactly(doubtful.toString());
        assertThat(inState(world, "updatePending")).containsExactly(wanted.toString());
        assertThat(inState(world, "activated")).containsExactly(idle.toString());
        assertThat(inState(world, "assignmentFailed")).isEmpty();

        cancel(world, releases).statusCode(200);
        number(world, wanted).body("activationState", equalTo("assignmentPending"));
        assertThat(inState(world, "updatePending")).isEmpty();

        for (E164Number number : List.of(doubtful, wanted)) {
            asTenant(world.tenant)
                    .contentType("application/json")
                    .header("If-Match", "*")
                    .body(Map.of("tags", List.of("mine")))
                    .put("/v1/tenants/{t}/numbers/{n}/tags", world.tenant, number.toString())
                    .then()
                    .statusCode(200)
                    .body("activationState", equalTo("assignmentPending"));
        }
        worker().run();

        assertThat(operation(world, assignments).getString("status")).isEqualTo("completedWithErrors");
        assertThat(inState(world, "assignmentFailed"))
                .containsExactlyInAnyOrder(doubtful.toString(), wanted.toString());
        assertThat(inState(world, "assignmentPending")).isEmpty();
        post(world, "releases", Map.of("telephoneNumber", wanted.toString()));
        assertThat(inState(world, "assignmentFailed")).containsExactly(doubtful.toString());
        number(world, wanted).body("activationState", equalTo("updatePending"));
    }

    /** What release 0.1 left on numbers whose operation is over does not say that they wait. */
    @Test
    void believesRowsAndNotMarks() {
        World world = World.consenting("AT");
        E164Number number = deliver(world, 1).get(0);
        Database.change(
                "update phone_number set activation_state = 'assignmentPending' where tenant_id = ?", world.tenant);

        number(world, number).body("activationState", equalTo("activated"));
        assertThat(inState(world, "activated")).containsExactly(number.toString());
        assertThat(inState(world, "assignmentPending")).isEmpty();
    }

    private static List<String> inState(World world, String activationState) {
        return asTenant(world.tenant)
                .queryParam("activationState", activationState)
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .statusCode(200)
                .body("items.activationState", everyItem(equalTo(activationState)))
                .extract()
                .path("items.telephoneNumber");
    }

    @Test
    void doesNotCancelWhatHasEnded() {
        World world = World.consenting("AT");
        ValidatableResponse accepted =
                post(world, "assignments", row(deliver(world, 1).get(0), austrian(world)));
        awaitEnd(world, accepted);

        cancel(world, id(accepted)).statusCode(409).body("type", endsWith("/operation-ended"));
    }

    @Test
    void tellsOfItsProgressUntilItsEnd() {
        World world = World.consenting("AT");
        ValidatableResponse accepted =
                post(world, "assignments", row(deliver(world, 1).get(0), austrian(world)));

        String stream = asTenant(world.tenant)
                .get("/v1/tenants/{t}/operations/{o}/progress", world.tenant, id(accepted))
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();

        List<String> events =
                stream.lines().filter(line -> line.startsWith("data:")).toList();
        assertThat(events).isNotEmpty();
        assertThat(events.get(events.size() - 1)).contains("\"completed\"").contains("\"percentage\":100");
        assertThat(events.subList(0, events.size() - 1)).allMatch(event -> event.contains("\"running\""));
    }

    @Test
    void endsItsStreamAfterABoundedTime() {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        UUID operationId = id(post(world, "assignments", row(deliver(world, 1).get(0), austrian(world))));

        List<OperationView> told = stream(world, operationId, new Hasty(Duration.ofMillis(300)), new Stopping());

        assertThat(told).isNotEmpty().allMatch(operation -> operation.percentage() == 0);
    }

    @Test
    void endsItsStreamWhenTheProcessIsAskedToStop() {
        scheduler.pause("operations");
        World world = World.consenting("AT");
        UUID operationId = id(post(world, "assignments", row(deliver(world, 1).get(0), austrian(world))));
        Stopping stopping = new Stopping();

        stopping.begin(new ShutdownDelayInitiatedEvent());

        assertThat(stream(world, operationId, new Hasty(Duration.ofMinutes(1)), stopping))
                .allMatch(operation -> operation.percentage() == 0);
    }

    /** All that a stream tells until it ends. */
    private List<OperationView> stream(World world, UUID operationId, OperationConfig config, Stopping stopping) {
        return new OperationProgress(background, queries, config, stopping)
                .of(world.tenant, operationId)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    /** A stream that looks often. */
    private record Hasty(@Override Duration longestProgressStream) implements OperationConfig {

        @Override
        public int maxRows() {
            return 1;
        }

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public Duration checkEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration progressEvery() {
            return Duration.ofMillis(20);
        }
    }

    @Test
    void isNobodyElses() {
        World world = World.consenting("AT");
        UUID operationId = id(post(world, "assignments", row(deliver(world, 1).get(0), austrian(world))));
        World stranger = World.withoutConsent();

        for (String path : List.of("", "/rows", "/progress")) {
            asTenant(stranger.tenant)
                    .get("/v1/tenants/{t}/operations/{o}" + path, stranger.tenant, operationId)
                    .then()
                    .statusCode(404);
        }
        cancel(stranger, operationId).statusCode(404);
    }

    @Test
    void refusesMoreNumbersThanOneRequestMayHave() {
        World world = World.withoutConsent();

        postCsv(world, "releases", "telephoneNumber\n+14250010000-+14250020000\n")
                .statusCode(422)
                .body("type", endsWith("/too-many-numbers"));
        postCsv(world, "releases", "telephoneNumber\n+14250020000-+14250010000\n")
                .statusCode(202)
                .body("status", equalTo("completedWithErrors"));
    }

    private static ValidatableResponse pending(World world) {
        return asTenant(world.tenant)
                .queryParam("activationState", "assignmentPending")
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then();
    }

    private OperationJob worker() {
        return new OperationJob(background, store, batch, outbox, relay, scheduler, config);
    }

    private static long assignmentsWritten(World world) {
        return (long) Database.ask(
                "select count(*) from number_history where tenant_id = ? and action = 'assigned'", world.tenant);
    }

    private static List<E164Number> deliver(World world, int count) {
        List<E164Number> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(World.nextNumber());
        }
        world.deliver(numbers.stream()
                .map(number -> World.item(numbers.indexOf(number) + 1L, number, "AT", null, true))
                .toList());
        return numbers;
    }

    private static UUID austrian(World world) {
        return world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
    }

    private static Map<String, String> row(E164Number number, UUID target) {
        return Map.of("telephoneNumber", number.toString(), "targetId", target.toString());
    }

    private static ValidatableResponse post(World world, String kind, Map<?, ?>... rows) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .queryParam("reason", "New office")
                .body(Map.of("rows", List.of(rows)))
                .post("/v1/tenants/{t}/{k}", world.tenant, kind)
                .then();
    }

    private static ValidatableResponse postCsv(World world, String kind, String body) {
        return asTenant(world.tenant)
                .contentType("text/csv")
                .body(body)
                .post("/v1/tenants/{t}/{k}", world.tenant, kind)
                .then();
    }

    private static ValidatableResponse cancel(World world, UUID operationId) {
        return asTenant(world.tenant)
                .post("/v1/tenants/{t}/operations/{o}/cancel", world.tenant, operationId)
                .then();
    }

    private static UUID id(ValidatableResponse accepted) {
        return UUID.fromString(accepted.statusCode(202).extract().jsonPath().getString("operationId"));
    }

    private static JsonPath operation(World world, UUID operationId) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/operations/{o}", world.tenant, operationId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath awaitEnd(World world, ValidatableResponse accepted) {
        UUID operationId = id(accepted);
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> operation(world, operationId),
                        operation -> !operation.getString("status").equals("running"));
    }

    private static ValidatableResponse rows(World world, ValidatableResponse accepted) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/operations/{o}/rows", world.tenant, id(accepted))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse number(World world, E164Number number) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }
}
