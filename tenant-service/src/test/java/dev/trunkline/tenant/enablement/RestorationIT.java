package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of consents when the database is restored to a moment before something that the other services have heard. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class RestorationIT {

    /** The tables of an enablement, each after those that it refers to. */
    private static final List<String> TABLES =
            List.of("enablement", "enablement_country", "enablement_removal", "enablement_history");

    @Test
    void doesNotReviveAConsentThatWasWithdrawnSince() {
        // Given
        Consents consents = Consents.enabled("DE");
        Backup backup = new Backup(consents);
        RemovalDecided decision = Consents.decision(consents.removalOf(""), RemovalOutcome.ACCEPTED);
        Kafka.say(decision);
        consents.awaitStatus("removed");
        backup.restore();
        consents.get().then().body("status", equalTo("active")).body("contact", notNullValue());

        // When number-service answers the consent told again
        Kafka.say(decision);

        // Then
        consents.awaitStatus("removed");
        consents.get().then().body("contact", nullValue()).body("epoch", equalTo(1));
        asTenant(consents.tenantId)
                .get(consents.path() + "/removals/" + decision.removalId())
                .then()
                .statusCode(200)
                .body("status", equalTo("accepted"));
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "removalAccepted")));
        consents.put(Consents.countriesOf("DE"), null)
                .then()
                .statusCode(201)
                .body("epoch", equalTo(2))
                .body("status", equalTo("active"));
        Kafka.say(decision);
        Kafka.say(
                applied(consents, 2, told(consents, EnablementStatus.ACTIVE, 2).revision()));
        awaitEffective(consents);
        consents.get().then().body("status", equalTo("active"));
    }

    @Test
    void doesNotReviveACountryThatWasWithdrawnSince() {
        // Given
        Consents consents = Consents.enabled("DE", "SE");
        Backup backup = new Backup(consents);
        RemovalRequested question = consents.removalOf("/countries/SE");
        RemovalDecided decision = Consents.decision(question, RemovalOutcome.ACCEPTED);
        Kafka.say(decision);
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE").equals(countries(consents)));
        backup.restore();

        // When
        Kafka.say(decision);

        // Then
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE").equals(countries(consents)));
        consents.put(Consents.countriesOf("DE", "SE"), consents.etag()).then().statusCode(200);
        EnablementChanged told = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.countries().stream().anyMatch(country -> country.epoch() == 2));
        assertThat(told.countries())
                .extracting(country -> country.country() + country.epoch())
                .contains("SE2");
    }

    @Test
    void goesOnInTheEpochThatTheOthersKnowAndTellsThemAnew() {
        // Given
        Consents consents = Consents.enabled("DE");
        long later = told(consents, EnablementStatus.ACTIVE, 1).revision() + 3_600_000_000L;

        // When
        Kafka.say(applied(consents, 2, later));
        Kafka.say(applied(consents, 2, later));

        // Then
        EnablementChanged anew = told(consents, EnablementStatus.ACTIVE, 2);
        assertThat(anew.revision()).isEqualTo(later + 1);
        assertThat(anew.countries()).extracting(country -> country.country()).containsExactly("DE");
        EnablementContactChanged contact = Kafka.await(
                EventType.ENABLEMENT_CONTACT_CHANGED,
                consents.key(),
                EnablementContactChanged.class,
                event -> event.epoch() == 2);
        assertThat(contact.revision()).isEqualTo(later + 1);
        Kafka.say(applied(consents, 2, later + 1));
        Awaitility.await().atMost(World.PATIENCE).until(() -> consents.get().path("effectiveAt") != null);
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "restored")));
        consents.suspend().then().statusCode(200).body("epoch", equalTo(2));
        assertThat(told(consents, EnablementStatus.SUSPENDED, 2).revision()).isGreaterThan(later + 1);
    }

    @Test
    void saysThatAConsentIsGoneWhoseReaddingWasForgottenAndBeginsAnewAfterIt() {
        // Given
        Consents consents = Consents.enabled("DE");
        Kafka.say(Consents.decision(consents.removalOf(""), RemovalOutcome.ACCEPTED));
        consents.awaitStatus("removed");
        long later = told(consents, EnablementStatus.REMOVED, 1).revision() + 3_600_000_000L;

        // When
        Kafka.say(applied(consents, 2, later));

        // Then
        assertThat(told(consents, EnablementStatus.REMOVED, 2).revision()).isGreaterThan(later);
        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201).body("epoch", equalTo(3));
        asTenant(consents.tenantId).get(consents.path() + "/history").then().body("items.action", hasItem("restored"));
    }

    @Test
    void keepsAConsentThatWasGivenAnewBeforeItsFormerRemovalIsToldAgain() {
        // Given
        Consents consents = Consents.between(World.tenant(), World.operator());
        Backup backup = new Backup(consents);
        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201);
        RemovalDecided decision = Consents.decision(consents.removalOf(""), RemovalOutcome.ACCEPTED);
        Kafka.say(decision);
        consents.awaitStatus("removed");
        backup.restore();
        consents.get().then().statusCode(404);
        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201).body("epoch", equalTo(1));

        // When number-service hears of it, under the epoch that it has closed
        Kafka.say(decision);
        Kafka.say(decision);

        // Then
        EnablementChanged beyond = told(consents, EnablementStatus.ACTIVE, 2);
        assertThat(beyond.countries()).extracting(country -> country.country()).containsExactly("DE");
        EnablementContactChanged contact = Kafka.await(
                EventType.ENABLEMENT_CONTACT_CHANGED,
                consents.key(),
                EnablementContactChanged.class,
                event -> event.epoch() == 2);
        assertThat(contact.revision()).isEqualTo(beyond.revision());
        Kafka.say(applied(consents, 2, beyond.revision()));
        awaitEffective(consents);
        consents.get().then().body("status", equalTo("active")).body("epoch", equalTo(2));
        assertThat(history(consents)).containsExactly("enabled", "restored");
    }

    @Test
    void keepsCountriesAndServicesThatWereGivenAnewBeforeTheirFormerRemovalIsToldAgain() {
        // Given
        Consents consents = Consents.enabled("DE");
        List<Map<String, Object>> more = List.of(
                Map.of("country", "DE", "services", List.of("calling", "conferencing")),
                Map.of("country", "SE", "services", List.of("calling")));
        Backup backup = new Backup(consents);
        consents.put(more, consents.etag()).then().statusCode(200);
        RemovalDecided service =
                Consents.decision(consents.removalOf("/countries/DE/services/conferencing"), RemovalOutcome.ACCEPTED);
        Kafka.say(service);
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("calling")
                .equals(consents.get().path("countries[0].services")));
        RemovalDecided country = Consents.decision(consents.removalOf("/countries/SE"), RemovalOutcome.ACCEPTED);
        Kafka.say(country);
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE").equals(countries(consents)));
        backup.restore();
        consents.put(more, consents.etag()).then().statusCode(200);

        // When
        Kafka.say(service);
        Kafka.say(country);
        Kafka.say(service);

        // Then
        EnablementChanged beyond = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.countries().stream()
                                .filter(seen -> seen.epoch() == 2)
                                .count()
                        == 2);
        assertThat(beyond.countries())
                .extracting(CountryConsent::country, CountryConsent::epoch, CountryConsent::serviceEpochs)
                .containsExactly(
                        tuple(
                                "DE",
                                2,
                                List.of(
                                        new ServiceEpoch(OfferedService.CALLING, 1),
                                        new ServiceEpoch(OfferedService.CONFERENCING, 2))),
                        tuple("SE", 2, List.of(new ServiceEpoch(OfferedService.CALLING, 2))));
        Kafka.say(applied(consents, 1, beyond.revision()));
        awaitEffective(consents);
        consents.get()
                .then()
                .body("countries.status", equalTo(List.of("active", "active")))
                .body("countries[0].services", equalTo(List.of("calling", "conferencing")));
        assertThat(history(consents)).containsExactly("enabled", "countriesAdded", "restored", "restored");
    }

    @Test
    void addsACountryAgainBeyondTheRemovalThatWasForgottenAndTellsTheContactAnew() {
        // Given
        Consents consents = Consents.enabled("DE", "SE");
        long contactKnown = Kafka.await(
                        EventType.ENABLEMENT_CONTACT_CHANGED,
                        consents.key(),
                        EnablementContactChanged.class,
                        any -> true)
                .revision();
        RemovalDecided forgotten = third(consents.removalOf("/countries/SE"));
        Kafka.say(Consents.decision(consents.question(forgotten.removalId()), RemovalOutcome.REFUSED, "+46111111"));
        consents.awaitStatus("active");
        World.execute("delete from enablement_removal where removal_id = '" + forgotten.removalId() + "'");

        // When number-service says that it has closed the third consent to Sweden
        Kafka.say(forgotten);

        // Then
        Awaitility.await().atMost(World.PATIENCE).until(() -> List.of("DE").equals(countries(consents)));
        assertThat(Kafka.await(
                                EventType.ENABLEMENT_CONTACT_CHANGED,
                                consents.key(),
                                EnablementContactChanged.class,
                                event -> event.revision() > contactKnown)
                        .contact()
                        .fullName())
                .isEqualTo("Ada Erasable");
        consents.put(Consents.countriesOf("DE", "SE"), consents.etag()).then().statusCode(200);
        assertThat(Kafka.await(
                                EventType.ENABLEMENT_CHANGED,
                                consents.key(),
                                EnablementChanged.class,
                                event -> event.countries().stream().anyMatch(seen -> seen.epoch() == 4))
                        .countries())
                .extracting(country -> country.country() + country.epoch())
                .containsExactly("DE1", "SE4");
    }

    /** The removal, accepted, as if Sweden had been consented to for the third time. */
    private static RemovalDecided third(RemovalRequested question) {
        RemovalScope scope = question.scope();
        return Consents.decision(
                new RemovalRequested(
                        question.removalId(),
                        question.tenantId(),
                        question.operatorId(),
                        question.epoch(),
                        new RemovalScope(scope.kind(), scope.country(), 3, scope.service()),
                        question.requestedAt()),
                RemovalOutcome.ACCEPTED);
    }

    @Test
    void takesTheAnswerToARemovalThatWasOpenInTheBackupBeforeItGoesOnInALaterEpoch() {
        // Given
        Consents consents = Consents.enabled("DE");
        RemovalRequested question = consents.removalOf("");
        long later = told(consents, EnablementStatus.REMOVING, 1).revision() + 3_600_000_000L;

        // When
        Kafka.say(applied(consents, 2, later));
        Kafka.say(Consents.decision(question, RemovalOutcome.ACCEPTED));

        // Then
        consents.awaitStatus("removed");
        Kafka.say(applied(consents, 2, later));
        assertThat(told(consents, EnablementStatus.REMOVED, 2).revision()).isGreaterThan(later);
        assertThat(history(consents)).containsExactly("enabled", "removalRequested", "removalAccepted", "restored");
        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201).body("epoch", equalTo(3));
    }

    private static List<String> history(Consents consents) {
        return asTenant(consents.tenantId).get(consents.path() + "/history").path("items.action");
    }

    private static void awaitEffective(Consents consents) {
        Awaitility.await().atMost(World.PATIENCE).until(() -> consents.get().path("effectiveAt") != null);
    }

    private static EnablementChanged told(Consents consents, EnablementStatus status, int epoch) {
        return Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.status() == status && event.epoch() == epoch);
    }

    private static EnablementApplied applied(Consents consents, int epoch, long revision) {
        return new EnablementApplied(consents.tenantId, consents.operatorId, epoch, revision, Instant.now());
    }

    private static List<String> countries(Consents consents) {
        return consents.get().path("countries.country");
    }

    /** One enablement as it is now, to be brought back. */
    private static final class Backup {

        private final String suffix = "_backup_" + Long.toHexString(System.nanoTime());
        private final String ofEnablement;

        Backup(Consents consents) {
            ofEnablement =
                    " where tenant_id = '" + consents.tenantId + "' and operator_id = '" + consents.operatorId + "'";
            TABLES.forEach(table ->
                    World.execute("create table " + table + suffix + " as select * from " + table + ofEnablement));
        }

        void restore() {
            List<String> statements = Stream.concat(
                            Stream.of("enablement_history", "enablement_removal", "enablement_country", "enablement")
                                    .map(table -> "delete from " + table + ofEnablement),
                            TABLES.stream()
                                    .map(table -> "insert into " + table + " overriding system value select * from "
                                            + table + suffix))
                    .toList();
            World.execute("do $$ begin " + String.join("; ", statements) + "; end $$");
            TABLES.forEach(table -> World.execute("drop table " + table + suffix));
        }
    }
}
