package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.BusinessTime;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class RemovalIT {

    @Inject
    RemovalReminderJob reminder;

    @Test
    void isRefusedWhileNumbersRemainAndAcceptedAfterwards() {
        Consents consents = Consents.enabled("DE");

        RemovalRequested question = consents.removalOf("");
        consents.get().then().body("status", equalTo("removing")).body("removal.removalId", notNullValue());
        Kafka.say(Consents.decision(question, RemovalOutcome.REFUSED, "+4930111111", "+4930222222"));
        consents.awaitStatus("active");
        asTenant(consents.tenantId)
                .get(consents.path() + "/removals/" + question.removalId())
                .then()
                .statusCode(200)
                .body("status", equalTo("refused"))
                .body("scope.kind", equalTo("operator"))
                .body("assigned", equalTo(1))
                .body("unassigned", equalTo(1))
                .body("blockingNumbers", equalTo(List.of("+4930111111", "+4930222222")))
                .body("decidedAt", notNullValue());

        RemovalRequested again = consents.removalOf("");
        assertThat(again.removalId()).isNotEqualTo(question.removalId());
        Kafka.say(Consents.decision(again, RemovalOutcome.ACCEPTED));
        consents.awaitStatus("removed");

        consents.get().then().statusCode(200).body("contact", nullValue()).body("removal", nullValue());
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body(
                        "items.action",
                        equalTo(List.of(
                                "enabled",
                                "removalRequested",
                                "removalRefused",
                                "removalRequested",
                                "removalAccepted")));
        EnablementChanged last = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.status() == EnablementStatus.REMOVED);
        assertThat(last.epoch()).isEqualTo(1);
    }

    @Test
    void answersWhoeverPrefersToWaitWithTheDecision() {
        Consents refused = Consents.enabled("DE");
        Consents accepted = Consents.enabled("DE");

        Response refusal = waitFor(refused, RemovalOutcome.REFUSED, "+4930333333");
        Response acceptance = waitFor(accepted, RemovalOutcome.ACCEPTED);

        refusal.then()
                .statusCode(409)
                .body("type", endsWith("numbers-remain"))
                .body("assigned", equalTo(1))
                .body("unassigned", equalTo(0))
                .body("blockingNumbers", equalTo(List.of("+4930333333")));
        acceptance.then().statusCode(200).body("status", equalTo("accepted"));
    }

    private static Response waitFor(Consents consents, RemovalOutcome outcome, String... blocking) {
        String etag = consents.etag();
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> asTenant(consents.tenantId)
                .header("If-Match", etag)
                .header("Prefer", "respond-async, wait=15")
                .delete(consents.path()));
        RemovalRequested question = Kafka.await(
                EventType.REMOVAL_REQUESTED, consents.tenantId.toString(), RemovalRequested.class, any -> true);
        Kafka.say(Consents.decision(question, outcome, blocking));
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void answersWithWhereToLookWhenTheDecisionTakesLonger() {
        Consents consents = Consents.enabled("DE");

        asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .header("Prefer", "wait=1")
                .delete(consents.path())
                .then()
                .statusCode(202)
                .header("Location", containsString(consents.path() + "/removals/"))
                .body("status", equalTo("pending"));
        consents.get().then().body("status", equalTo("removing"));
    }

    @Test
    void holdsNoTransactionWhileSomebodyWaits() {
        Consents consents = Consents.enabled("DE");
        String etag = consents.etag();
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> asTenant(consents.tenantId)
                .header("If-Match", etag)
                .header("Prefer", "wait=3")
                .delete(consents.path()));
        consents.awaitStatus("removing");

        List<Object> open = World.select(
                """
                select pid from pg_stat_activity
                 where datname = 'tenant' and state = 'idle in transaction' and now() - xact_start > interval '1 second'""");

        assertThat(open).isEmpty();
        answer.join().then().statusCode(202);
    }

    @Test
    void takesNoOtherChangeWhileItIsOpen() {
        Consents consents = Consents.enabled("DE", "SE");
        consents.removalOf("");

        consents.delete("").then().statusCode(409).body("type", endsWith("removal-in-progress"));
        consents.delete("/countries/DE").then().statusCode(409).body("type", endsWith("removal-in-progress"));
        consents.suspend().then().statusCode(409).body("type", endsWith("removal-in-progress"));
        consents.resume().then().statusCode(409);
        consents.put(Consents.countriesOf("DE", "SE", "FR"), consents.etag())
                .then()
                .statusCode(409)
                .body("type", endsWith("removal-in-progress"));
        asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .contentType("application/json")
                .body(Consents.CONTACT)
                .put(consents.path() + "/contact")
                .then()
                .statusCode(409);
    }

    @Test
    void isAskedOnceOfManyAtTheSameMoment() {
        Consents consents = Consents.enabled("DE");
        String etag = consents.etag();
        ExecutorService callers = Executors.newFixedThreadPool(6);

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 6)
                .mapToObj(caller -> CompletableFuture.supplyAsync(
                        () -> asTenant(consents.tenantId)
                                .header("If-Match", etag)
                                .delete(consents.path())
                                .statusCode(),
                        callers))
                .toList();

        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsOnlyOnce(202)
                .containsOnly(202, 409);
        callers.shutdown();
        assertThat(World.select("select 1 from enablement_removal where tenant_id = ?", consents.tenantId))
                .hasSize(1);
    }

    @Test
    void changesNothingByDecisionsThatAreRepeatedLateOrForeign() {
        Consents consents = Consents.enabled("DE");
        RemovalRequested first = consents.removalOf("");
        RemovalDecided refusal = Consents.decision(first, RemovalOutcome.REFUSED, "+4930444444");
        Kafka.say(refusal);
        consents.awaitStatus("active");
        RemovalRequested second = consents.removalOf("");
        String etag = consents.etag();
        Consents other = Consents.enabled("DE");
        RemovalRequested others = other.removalOf("");

        Kafka.say(refusal);
        Kafka.say(Consents.decision(first, RemovalOutcome.ACCEPTED));
        Kafka.say(withIds(Consents.decision(second, RemovalOutcome.ACCEPTED), UUID.randomUUID(), 1));
        Kafka.say(withIds(Consents.decision(second, RemovalOutcome.ACCEPTED), second.removalId(), 2));
        Kafka.say(withIds(Consents.decision(second, RemovalOutcome.ACCEPTED), others.removalId(), 1));
        Kafka.say(Consents.decision(others, RemovalOutcome.REFUSED, "+4930444445"));
        other.awaitStatus("active");
        awaitApplied(consents);

        consents.get().then().body("status", equalTo("removing")).header("ETag", etag);
        Kafka.say(Consents.decision(second, RemovalOutcome.ACCEPTED));
        consents.awaitStatus("removed");
        String removed = consents.etag();
        Kafka.say(Consents.decision(second, RemovalOutcome.ACCEPTED));
        Kafka.say(Consents.decision(second, RemovalOutcome.REFUSED, "+4930444446"));
        awaitApplied(consents);
        consents.get().then().body("status", equalTo("removed")).header("ETag", removed);
    }

    private static RemovalDecided withIds(RemovalDecided decided, UUID removalId, int epoch) {
        return new RemovalDecided(
                removalId,
                decided.tenantId(),
                decided.operatorId(),
                epoch,
                decided.scope(),
                decided.outcome(),
                decided.assigned(),
                decided.unassigned(),
                decided.blockingNumbers(),
                decided.decidedAt(),
                decided.requestedAt());
    }

    /** Waits until everything said so far about the tenant was applied: another enablement of it was decided after it. */
    private static void awaitApplied(Consents consents) {
        Consents marker = Consents.between(consents.tenantId, World.operator());
        marker.put(Consents.countriesOf("DE"), null).then().statusCode(201);
        Kafka.say(Consents.decision(marker.removalOf(""), RemovalOutcome.REFUSED, "+4930999999"));
        marker.awaitStatus("active");
    }

    @Test
    void isOverForAnEpochWhenTheOperatorIsEnabledAgain() {
        Consents consents = Consents.enabled("DE");
        RemovalRequested question = consents.removalOf("");
        RemovalDecided decision = Consents.decision(question, RemovalOutcome.ACCEPTED);
        Kafka.say(decision);
        consents.awaitStatus("removed");

        consents.put(Consents.countriesOf("DE", "SE"), null)
                .then()
                .statusCode(201)
                .body("status", equalTo("active"))
                .body("epoch", equalTo(2))
                .body("contact.fullName", equalTo("Ada Erasable"));
        Kafka.say(decision);
        awaitApplied(consents);

        consents.get().then().body("status", equalTo("active")).body("epoch", equalTo(2));
        EnablementChanged again = Kafka.await(
                EventType.ENABLEMENT_CHANGED, consents.key(), EnablementChanged.class, event -> event.epoch() == 2);
        assertThat(again.countries())
                .extracting(country -> country.country() + country.epoch())
                .containsExactly("DE2", "SE1");
        RemovalRequested next = consents.removalOf("");
        assertThat(next.epoch()).isEqualTo(2);
    }

    @Test
    void leadsBackToSuspendedWhenRefused() {
        Consents consents = Consents.enabled("DE");
        consents.suspend().then().statusCode(200);

        Kafka.say(Consents.decision(consents.removalOf(""), RemovalOutcome.REFUSED, "+4930555555"));

        consents.awaitStatus("suspended");
    }

    @Test
    void withdrawsACountryAndAServiceButNeverTheLast() {
        Consents consents = Consents.enabled("DE", "SE");
        List<Map<String, Object>> both = List.of(
                Map.of("country", "DE", "services", List.of("calling", "conferencing")),
                Map.of("country", "SE", "services", List.of("calling")));
        consents.put(both, consents.etag()).then().statusCode(200);

        consents.delete("/countries/SE/services/calling").then().statusCode(409).body("type", endsWith("last-service"));
        RemovalRequested service = consents.removalOf("/countries/DE/services/conferencing");
        assertThat(service.scope().kind()).isEqualTo(RemovalScopeKind.SERVICE);
        assertThat(service.scope().countryEpoch()).isEqualTo(1);
        consents.get()
                .then()
                .body("countries.status", equalTo(List.of("active", "active")))
                .body("countries[0].services", equalTo(List.of("calling", "conferencing")))
                .body("countries[0].removingServices", equalTo(List.of("conferencing")))
                .body("countries[1].removingServices", nullValue());
        consents.suspend().then().statusCode(200);
        consents.resume().then().statusCode(200);
        Kafka.say(Consents.decision(service, RemovalOutcome.ACCEPTED));
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("calling")
                .equals(consents.get().path("countries[0].services")));
        consents.get().then().body("countries[0].removingServices", nullValue());

        RemovalRequested country = consents.removalOf("/countries/SE");
        consents.get()
                .then()
                .body("status", equalTo("active"))
                .body("countries.status", equalTo(List.of("active", "removing")));
        consents.delete("").then().statusCode(409).body("type", endsWith("removal-in-progress"));
        Kafka.say(Consents.decision(country, RemovalOutcome.ACCEPTED));
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE")
                .equals(consents.get().path("countries.country")));

        consents.delete("/countries/DE").then().statusCode(409).body("type", endsWith("last-country"));
        consents.delete("/countries/SE").then().statusCode(404);
        consents.put(Consents.countriesOf("DE", "SE"), consents.etag()).then().statusCode(200);
        Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.countries().stream().anyMatch(seen -> seen.epoch() == 2));
        consents.get().then().body("epoch", equalTo(1));
    }

    @Test
    void ofAServiceThatIsAddedAgainLeavesTheConsentToTheOthersUnbroken() {
        Consents consents = Consents.enabled("DE");
        List<Map<String, Object>> both =
                List.of(Map.of("country", "DE", "services", List.of("calling", "conferencing")));
        consents.put(both, consents.etag()).then().statusCode(200);
        RemovalRequested service = consents.removalOf("/countries/DE/services/conferencing");
        Kafka.say(Consents.decision(service, RemovalOutcome.ACCEPTED));
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("calling")
                .equals(consents.get().path("countries[0].services")));

        consents.put(both, consents.etag()).then().statusCode(200);

        EnablementChanged told = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.countries().stream().anyMatch(seen -> seen.epoch() == 2));
        assertThat(told.countries().get(0).serviceEpochs())
                .containsExactly(
                        new ServiceEpoch(OfferedService.CALLING, 1), new ServiceEpoch(OfferedService.CONFERENCING, 2));
    }

    @Test
    void isNotForgottenByASuspensionThatWaitedForIt() throws Exception {
        // Given
        Consents consents = Consents.enabled("DE", "SE");
        CompletableFuture<Response> removal;
        CompletableFuture<Response> suspension;
        try (Connection holder = TrunklineTestServers.postgres().superuser("tenant")) {
            holder.setAutoCommit(false);
            try (Statement lock = holder.createStatement()) {
                lock.execute("select 1 from enablement where tenant_id = '" + consents.tenantId + "' for update");
            }
            removal = CompletableFuture.supplyAsync(() -> consents.delete("/countries/SE"), RemovalIT::inThread);
            awaitWaiting(1);
            suspension = CompletableFuture.supplyAsync(consents::suspend, RemovalIT::inThread);
            awaitWaiting(2);

            // When
            holder.commit();
        }

        // Then
        removal.join().then().statusCode(202);
        suspension.join().then().statusCode(200).body("removal.removalId", notNullValue());
        Kafka.say(Consents.decision(
                consents.question(UUID.fromString(removal.join().path("removalId"))), RemovalOutcome.ACCEPTED));
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE")
                .equals(consents.get().path("countries.country")));
    }

    /** The common pool has one thread where there are two processors, and these wait for each other. */
    private static void inThread(Runnable request) {
        new Thread(request, "caller").start();
    }

    private static void awaitWaiting(int requests) {
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> World.select(
                                        "select pid from pg_stat_activity where datname = 'tenant' and wait_event_type = 'Lock'")
                                .size()
                        >= requests);
    }

    @Test
    void waitsForNumberServiceADayLongAndTakesTheAnswerThatComesThen() throws Exception {
        // Given
        Consents consents = Consents.enabled("DE");
        Response asked = asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .header("Prefer", "wait=1")
                .delete(consents.path());
        asked.then().statusCode(202);
        RemovalRequested question = consents.question(UUID.fromString(asked.path("removalId")));

        // When
        try {
            for (Duration pause : List.of(
                    Duration.ofSeconds(31), Duration.ofSeconds(31), Duration.ofMinutes(2), Duration.ofHours(25))) {
                BusinessTime.pass("tenant", pause);
                reminder.askAgain();
                reminder.askAgain();
            }

            // Then nothing was decided for being late, and the question was put again less and less often
            consents.get().then().body("status", equalTo("removing")).body("contact", notNullValue());
            consents.put(Consents.countriesOf("DE", "SE"), consents.etag())
                    .then()
                    .statusCode(409)
                    .body("type", endsWith("removal-in-progress"));
            assertThat(World.select(
                            "select asked_times from enablement_removal where removal_id = ?", question.removalId()))
                    .containsExactly(4);
            assertThat(questions(consents)).contains(question).allMatch(question::equals);

            // When number-service is back it answers each of them, and one answer comes twice
            RemovalDecided decision = Consents.decision(question, RemovalOutcome.ACCEPTED);
            UUID said = Ids.next();
            Kafka.say(said, decision);
            Kafka.say(said, decision);
            Kafka.say(decision);
            awaitApplied(consents);
        } finally {
            BusinessTime.reset("tenant");
        }

        // Then
        consents.get().then().body("status", equalTo("removed")).body("contact", nullValue());
        asTenant(consents.tenantId)
                .get(asked.header("Location").replaceFirst("^https?://[^/]+", ""))
                .then()
                .statusCode(200)
                .body("status", equalTo("accepted"));
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "removalRequested", "removalAccepted")));
        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201).body("epoch", equalTo(2));
    }

    private static List<RemovalRequested> questions(Consents consents) {
        return Kafka.heard(EventType.REMOVAL_REQUESTED, consents.tenantId.toString(), RemovalRequested.class).stream()
                .filter(question -> question.operatorId().equals(consents.operatorId))
                .toList();
    }

    @Test
    void isAskedAgainUnderTheSameIdWhenNoAnswerComesAndStaysOpen() throws Exception {
        Consents consents = Consents.enabled("DE");
        RemovalRequested question = consents.removalOf("");
        World.execute("update enablement_removal set asked_at = asked_at - interval '1 day' where removal_id = '"
                + question.removalId() + "'");

        reminder.askAgain();
        reminder.askAgain();

        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() ->
                        Kafka.heard(EventType.REMOVAL_REQUESTED, consents.tenantId.toString(), RemovalRequested.class)
                                        .size()
                                >= 2);
        assertThat(Kafka.heard(EventType.REMOVAL_REQUESTED, consents.tenantId.toString(), RemovalRequested.class))
                .containsExactly(question, question);
        consents.get().then().body("status", equalTo("removing"));
    }
}
