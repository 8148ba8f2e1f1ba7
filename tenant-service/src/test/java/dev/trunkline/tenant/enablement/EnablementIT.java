package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class EnablementIT {

    @Test
    void enablesAnOperatorAndTellsTheOthersTheContactOnlyOnItsOwnTopic() {
        Consents consents = Consents.between(World.tenant(), World.operator());

        Response response = consents.put(Consents.countriesOf("DE", "SE"), null);

        response.then()
                .statusCode(201)
                .header("Location", endsWith(consents.path()))
                .header("ETag", notNullValue())
                .body("status", equalTo("active"))
                .body("epoch", equalTo(1))
                .body("operatorName", equalTo("Telco 1"))
                .body("supportContact", equalTo("help@telco.example"))
                .body("countries.country", equalTo(List.of("DE", "SE")))
                .body("dataTransferNotice.acceptedBy", equalTo("tenant:" + consents.tenantId))
                .body("effectiveAt", nullValue());
        EnablementChanged told = Kafka.await(
                EventType.ENABLEMENT_CHANGED, consents.key(), EnablementChanged.class, event -> event.epoch() == 1);
        assertThat(told.status()).isEqualTo(EnablementStatus.ACTIVE);
        assertThat(response.header("ETag")).isEqualTo("\"" + told.revision() + "\"");
        EnablementContactChanged contact = Kafka.await(
                EventType.ENABLEMENT_CONTACT_CHANGED,
                consents.key(),
                EnablementContactChanged.class,
                event -> event.epoch() == 1);
        assertThat(contact.contact().companySize()).isEqualTo(CompanySize.L50_U249);
        assertThat(told.toString()).doesNotContain("Erasable");
    }

    @Test
    void namesEverythingThatIsMissingInOneAnswer() {
        Consents consents = Consents.between(World.tenant(), World.operator());

        consents.put(
                        Map.of(
                                "contact",
                                Map.of("companySize", "huge"),
                                "dataTransferNotice",
                                Map.of("accepted", false)),
                        null)
                .then()
                .statusCode(422)
                .body("type", endsWith("validation-failed"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/countries",
                                "/contact/fullName",
                                "/contact/email",
                                "/contact/companySize",
                                "/dataTransferNotice/version",
                                "/dataTransferNotice/accepted"));
        consents.put(List.of(Map.of("country", "US", "services", List.of("calling"))), null)
                .then()
                .statusCode(422)
                .body("errors.code", hasItems("country-not-offered"));
        consents.get().then().statusCode(404);
    }

    @Test
    void saysOfAnOperatorThatNothingWasHeardOfThatItMayBeKnownInSeconds() {
        Consents consents = Consents.between(World.tenant(), Ids.next());

        consents.put(Consents.countriesOf("DE"), null)
                .then()
                .statusCode(422)
                .body("type", endsWith("operator-unknown"))
                .body("detail", containsString("known here in seconds"));
        consents.get().then().statusCode(404).body("type", endsWith("enablement-unknown"));
    }

    @Test
    void saysThatTheTenantHasToBeCreatedFirst() {
        Consents consents = Consents.between(Ids.next(), World.operator());

        consents.put(Consents.countriesOf("DE"), null).then().statusCode(404).body("type", endsWith("tenant-unknown"));
    }

    @Test
    void addsCountriesAndServicesAndDropsNoneInSilence() {
        Consents consents = Consents.enabled("DE", "SE");
        List<Map<String, Object>> fewer = List.of(
                Map.of("country", "DE", "services", List.of("conferencing")),
                Map.of("country", "FR", "services", List.of("calling")));
        List<Map<String, Object>> more = List.of(
                Map.of("country", "DE", "services", List.of("conferencing", "calling")),
                Map.of("country", "SE", "services", List.of("calling")),
                Map.of("country", "FR", "services", List.of("calling")));

        consents.put(fewer, consents.etag())
                .then()
                .statusCode(409)
                .body("type", endsWith("use-removal"))
                .body("errors.code", containsInAnyOrder("country-left-out", "service-left-out"));
        consents.put(more, consents.etag())
                .then()
                .statusCode(200)
                .body("countries.country", equalTo(List.of("DE", "FR", "SE")))
                .body("countries[0].services", equalTo(List.of("calling", "conferencing")));
        assertThat(Kafka.await(
                                EventType.ENABLEMENT_CHANGED,
                                consents.key(),
                                EnablementChanged.class,
                                event -> event.countries().size() == 3)
                        .epoch())
                .isEqualTo(1);
    }

    @Test
    void addsOneCountryOrServicesToItWithoutNamingTheOthers() {
        Consents consents = Consents.enabled("DE", "SE");
        String before = consents.get().path("lastModifiedOn");

        consents.putCountry("FR", Map.of("services", List.of("calling")))
                .then()
                .statusCode(200)
                .body("countries.country", equalTo(List.of("DE", "FR", "SE")))
                .body("effectiveAt", nullValue());
        assertThat(Instant.parse(consents.get().path("lastModifiedOn"))).isAfter(Instant.parse(before));
        awaitToldWithItsDate(consents);
        consents.putCountry("DE", Map.of("services", List.of("calling", "conferencing"), "status", "active"))
                .then()
                .statusCode(200)
                .body("countries[0].services", equalTo(List.of("calling", "conferencing")));
        String etag = consents.etag();
        consents.putCountry("DE", Map.of("services", List.of("calling", "conferencing")))
                .then()
                .statusCode(200)
                .header("ETag", etag);

        Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.countries().size() == 3
                        && event.countries().get(0).services().size() == 2);
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "countriesAdded", "countriesAdded")));
    }

    @Test
    void refusesACountryWithEverythingThatIsWrongWithIt() {
        Consents consents = Consents.enabled("DE");

        consents.putCountry("US", Map.of("services", List.of("calling", "telepathy"), "country", "SE"))
                .then()
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("country-not-offered", "invalid", "read-only"))
                .body("errors.pointer", hasItems("/services/1", "/country"));
        consents.putCountry("SE", Map.of())
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/services")));
        consents.putCountry("DE", Map.of("services", List.of("conferencing")))
                .then()
                .statusCode(409)
                .body("type", endsWith("use-removal"));
        asTenant(consents.tenantId)
                .contentType("application/json")
                .body(Map.of("services", List.of("calling")))
                .put(consents.path() + "/countries/SE")
                .then()
                .statusCode(428);
        Consents.between(consents.tenantId, World.operator())
                .putCountry("\"1\"", "SE", Map.of("services", List.of("calling")))
                .then()
                .statusCode(404)
                .body("type", endsWith("enablement-unknown"));
        consents.removalOf("");
        consents.putCountry("SE", Map.of("services", List.of("calling")))
                .then()
                .statusCode(409)
                .body("type", endsWith("removal-in-progress"));
    }

    @Test
    void asksForANewerNoticeBeforeCountriesAreAddedAndKeepsWhoAcceptedWhichWhen() {
        Consents consents = Consents.enabled("DE");
        World.execute("update enablement set notice_version = '2025-07' where tenant_id = '" + consents.tenantId + "'");
        World.execute("update enablement_history set notice_version = '2025-07' where tenant_id = '" + consents.tenantId
                + "'");

        consents.putCountry("SE", Map.of("services", List.of("calling")))
                .then()
                .statusCode(422)
                .body("type", endsWith("data-transfer-notice-outdated"))
                .body("currentVersion", equalTo("2026-01"))
                .body("detail", containsString("\"version\": \"2026-01\", \"accepted\": true"))
                .body("errors.pointer", hasItems("/dataTransferNotice/version", "/dataTransferNotice/accepted"));
        consents.putCountry("DE", Map.of("services", List.of("calling"))).then().statusCode(200);
        consents.get().then().body("dataTransferNotice.version", equalTo("2025-07"));
        consents.suspend().then().statusCode(200);
        consents.putCountry("SE", Map.of("services", List.of("calling"), "dataTransferNotice", Consents.ACCEPTED))
                .then()
                .statusCode(200)
                .body("dataTransferNotice.version", equalTo("2026-01"))
                .body("dataTransferNotice.acceptedBy", equalTo("tenant:" + consents.tenantId));

        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "suspended", "noticeAccepted", "countriesAdded")))
                .body("items.dataTransferNoticeVersion", equalTo(List.of("2025-07", "2025-07", "2026-01", "2026-01")))
                .body("items[2].actor", equalTo("tenant:" + consents.tenantId))
                .body("items[2].at", notNullValue());
    }

    @Test
    void asksForTheRevisionThatAChangeIsBasedOn() {
        Consents consents = Consents.enabled("DE");
        String seen = consents.etag();

        consents.put(Consents.countriesOf("DE", "SE"), null).then().statusCode(428);
        consents.suspend().then().statusCode(200);
        consents.put(Consents.countriesOf("DE", "SE"), seen).then().statusCode(412);
        asTenant(consents.tenantId).delete(consents.path()).then().statusCode(428);
    }

    @Test
    void changesNothingWhenWhatItHasIsPutBackAsItWasRead() {
        Consents consents = Consents.enabled("DE");
        Response read = consents.get();

        Response put = consents.put(read.<Map<String, Object>>path("$"), read.header("ETag"));

        put.then().statusCode(200).header("ETag", read.header("ETag"));
    }

    @Test
    void letsEveryEditOfTheContactReachTheOperatorAndRemembersOnlyThatItChanged() {
        Consents consents = Consents.enabled("DE");
        String before = consents.get().path("lastModifiedOn");

        asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .contentType("application/json")
                .body(Map.of("fullName", "Bob Newcomer", "email", "bob@contoso.example", "companySize", "L10000"))
                .put(consents.path() + "/contact")
                .then()
                .statusCode(200)
                .body("contact.fullName", equalTo("Bob Newcomer"));

        assertThat(Instant.parse(consents.get().path("lastModifiedOn"))).isAfter(Instant.parse(before));
        Kafka.await(
                EventType.ENABLEMENT_CONTACT_CHANGED,
                consents.key(),
                EnablementContactChanged.class,
                event -> event.contact().fullName().equals("Bob Newcomer"));
        awaitToldWithItsDate(consents);
        String history = asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("enabled", "contactChanged")))
                .body("items.actor", hasItems("tenant:" + consents.tenantId))
                .extract()
                .asString();
        assertThat(history)
                .doesNotContain("Newcomer")
                .doesNotContain("Erasable")
                .doesNotContain("contoso");
    }

    /** What the operator shows: the same date as the tenant sees, and of the contact's edit nothing but that. */
    private static void awaitToldWithItsDate(Consents consents) {
        Instant modified = Instant.parse(consents.get().path("lastModifiedOn"));
        Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.lastModifiedOn().equals(modified)
                        && consents.etag().equals("\"" + event.revision() + "\""));
    }

    @Test
    void refusesAContactWithEverythingThatIsWrongWithIt() {
        Consents consents = Consents.enabled("DE");

        asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .contentType("application/json")
                .body(Map.of("email", "nowhere"))
                .put(consents.path() + "/contact")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/fullName", "/email", "/companySize"));
    }

    @Test
    void suspendsAndResumesAndShowsSinceWhenNumberServiceDecidesByIt() {
        Consents consents = Consents.enabled("DE");
        consents.suspend()
                .then()
                .statusCode(200)
                .body("status", equalTo("suspended"))
                .body("effectiveAt", nullValue());
        consents.suspend().then().statusCode(200);
        EnablementChanged suspended = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.status() == EnablementStatus.SUSPENDED);
        EnablementChanged active = Kafka.await(
                EventType.ENABLEMENT_CHANGED,
                consents.key(),
                EnablementChanged.class,
                event -> event.status() == EnablementStatus.ACTIVE);
        Instant at = Instant.parse("2026-11-22T10:00:00Z");

        Kafka.say(applied(consents, 1, active.revision(), at.minusSeconds(60)));
        Kafka.say(applied(consents, 1, suspended.revision(), at));
        Kafka.say(applied(consents, 1, suspended.revision(), at.plusSeconds(30)));

        Awaitility.await().atMost(World.PATIENCE).until(() -> consents.get().path("effectiveAt") != null);
        consents.get().then().body("effectiveAt", equalTo("2026-11-22T10:00:00Z"));
        consents.resume()
                .then()
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("effectiveAt", nullValue());
        asTenant(consents.tenantId)
                .get(consents.path() + "/history")
                .then()
                .body("items.action", equalTo(List.of("enabled", "suspended", "resumed")));
    }

    private static EnablementApplied applied(Consents consents, int epoch, long revision, Instant at) {
        return new EnablementApplied(consents.tenantId, consents.operatorId, epoch, revision, at);
    }

    @Test
    void answersARepeatWithTheSameKeyAsItAnsweredFirst() {
        Consents consents = Consents.enabled("DE");

        Response first = asTenant(consents.tenantId)
                .header("Idempotency-Key", "suspend-1")
                .post(consents.path() + "/suspend");
        consents.resume().then().statusCode(200);
        Response repeat = asTenant(consents.tenantId)
                .header("Idempotency-Key", "suspend-1")
                .post(consents.path() + "/suspend");

        repeat.then().statusCode(200).header("ETag", first.header("ETag")).body("status", equalTo("suspended"));
        consents.get().then().body("status", equalTo("active"));
    }

    @Test
    void listsMyOperatorsAndNobodyElses() {
        Consents one = Consents.enabled("DE");
        Consents other = Consents.between(one.tenantId, World.operator());
        other.put(Consents.countriesOf("SE"), null).then().statusCode(201);
        Consents foreign = Consents.enabled("DE");

        asTenant(one.tenantId)
                .get("/v1/tenants/" + one.tenantId + "/operators")
                .then()
                .statusCode(200)
                .body("items.operatorId", containsInAnyOrder(one.operatorId.toString(), other.operatorId.toString()))
                .body("items.contact.fullName", hasSize(2))
                .body("items.countries.country.flatten()", containsInAnyOrder("DE", "SE"))
                .body("items.countries.status.flatten()", equalTo(List.of("active", "active")))
                .body("items.countries.services.flatten()", equalTo(List.of("calling", "calling")))
                .body("items.status", equalTo(List.of("active", "active")))
                .body("items.dataTransferNotice.version", equalTo(List.of("2026-01", "2026-01")))
                .body("items.enabledAt", everyItem(notNullValue()))
                .body("items.lastModifiedOn", everyItem(notNullValue()))
                .body("items.effectiveAt", everyItem(nullValue()));
        long revision = Kafka.await(EventType.ENABLEMENT_CHANGED, one.key(), EnablementChanged.class, any -> true)
                .revision();
        Kafka.say(new EnablementApplied(one.tenantId, one.operatorId, 1, revision, Instant.now()));
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> asTenant(one.tenantId)
                                .get("/v1/tenants/" + one.tenantId + "/operators")
                                .path("items.find { it.operatorId == '" + one.operatorId + "' }.effectiveAt")
                        != null);
        String next = asTenant(one.tenantId)
                .get("/v1/tenants/" + one.tenantId + "/operators?limit=1")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("nextPageToken");
        asTenant(one.tenantId)
                .get("/v1/tenants/" + one.tenantId + "/operators?limit=1&pageToken=" + next)
                .then()
                .body("items", hasSize(1))
                .body("nextPageToken", nullValue());
        asTenant(one.tenantId).get(foreign.path()).then().statusCode(404);
        asPlatformAdmin().get(one.path()).then().statusCode(200);
    }

    @Test
    void answersForeignTenantsAsUnknownOnesAndOtherRolesWithForbidden() {
        Consents consents = Consents.enabled("DE");
        UUID stranger = World.tenant();

        asTenant(stranger).get(consents.path()).then().statusCode(404);
        asTenant(stranger).get(consents.path() + "/history").then().statusCode(404);
        asTenant(stranger).post(consents.path() + "/suspend").then().statusCode(404);
        asOperator(consents.operatorId).get(consents.path()).then().statusCode(403);
        asPlatformAdmin().post(consents.path() + "/suspend").then().statusCode(403);
        consents.get().then().body("status", equalTo("active"));
    }

    @Test
    void takesOnlyNewerWordOfAnOperator() {
        UUID operatorId = Ids.next();
        World.tell(World.operator(operatorId, 20, "Newest", OperatorStatus.LISTED, "DE"));
        Kafka.say(World.operator(operatorId, 10, "Late", OperatorStatus.RETIRED, "SE"));
        Kafka.say(World.operator(operatorId, 20, "Repeated", OperatorStatus.RETIRED, "SE"));
        World.operator();
        Consents consents = Consents.between(World.tenant(), operatorId);

        consents.put(Consents.countriesOf("DE"), null).then().statusCode(201).body("operatorName", equalTo("Newest"));

        World.tell(World.operator(operatorId, 30, "Renamed", OperatorStatus.RETIRED, "SE"));
        consents.get().then().body("operatorName", equalTo("Renamed"));
        Consents tooLate = Consents.between(World.tenant(), operatorId);
        tooLate.put(Consents.countriesOf("SE"), null).then().statusCode(422).body("type", endsWith("operator-retired"));
    }
}
