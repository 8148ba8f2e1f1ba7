package dev.trunkline.operator.directory;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DirectoryTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @Test
    void registersAnOperatorAndTellsTheOtherServices() {
        // When
        Response answer = put(Scene.entry("Nordlicht", "DE", "US"));

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", scene.path)
                .header("ETag", notNullValue())
                .body("status", equalTo("listed"))
                .body("regions", containsInAnyOrder("EMEA", "NOAM"))
                .body("quarantineDays", equalTo(0))
                .body("requiresSignedAgreement", equalTo(false));
        Scene.eventually(() -> !told().isEmpty());
        assertThat(told().get(0).name()).isEqualTo("Nordlicht");
        assertThat(told().get(0).offers()).hasSize(2);
    }

    @Test
    void namesAllThatIsMissingOrWrongInOneAnswer() {
        asPlatformAdmin()
                .contentType("application/json")
                .body(Map.of("website", "http://insecure.example", "quarantineDays", 366))
                .put(scene.path)
                .then()
                .statusCode(422)
                .body("type", endsWith("validation-failed"))
                .body("errors.pointer", hasItems("/name", "/website", "/supportContact", "/offers", "/quarantineDays"));
    }

    @Test
    void refusesOffersThatCannotBe() {
        Map<String, Object> entry = Scene.entry("Carrier", "DE");
        entry.put(
                "offers",
                List.of(
                        Map.of("country", "XX", "services", List.of()),
                        Map.of(
                                "country",
                                "FR",
                                "services",
                                List.of(Map.of(
                                        "service", "calling",
                                        "tollUsages", List.of("conferenceAssignment"),
                                        "tollFreeUsages", List.of("callingUserAssignment"))))));
        put(entry)
                .then()
                .statusCode(422)
                .body("errors.code", hasItems("country-unknown", "usage-of-another-service", "toll-free-user-usage"));
    }

    @Test
    void letsAnOperatorKeepItsEntryWithTheRevisionItSaw() {
        // Given
        String first = put(Scene.entry("Before", "DE")).header("ETag");
        Map<String, Object> changed = Scene.entry("After", "FR");

        // When
        Response withoutRevision = asOperator(scene.operatorId)
                .contentType("application/json")
                .body(changed)
                .put(scene.path);
        Response withRevision = asOperator(scene.operatorId)
                .contentType("application/json")
                .header("If-Match", first)
                .body(changed)
                .put(scene.path);
        Response stale = asOperator(scene.operatorId)
                .contentType("application/json")
                .header("If-Match", first)
                .body(changed)
                .put(scene.path);

        // Then
        withoutRevision.then().statusCode(428);
        withRevision.then().statusCode(200).body("name", equalTo("After"));
        stale.then().statusCode(412);
    }

    @Test
    void acceptsReadOnlyFieldsAsTheyWereReadAndRefusesOthers() {
        // Given
        put(Scene.entry("Carrier", "DE"));
        Response read = asPlatformAdmin().get(scene.path);
        Map<String, Object> whole = read.jsonPath().getMap("");

        // When
        Response same = asPlatformAdmin()
                .contentType("application/json")
                .header("If-Match", read.header("ETag"))
                .body(whole)
                .put(scene.path);
        whole.put("status", "retired");
        Response other = asPlatformAdmin()
                .contentType("application/json")
                .header("If-Match", same.header("ETag"))
                .body(whole)
                .put(scene.path);

        // Then
        same.then().statusCode(200);
        other.then().statusCode(422).body("errors.pointer", hasItems("/status"));
    }

    @Test
    void leavesRegistrationToPlatformAdminsAndEntriesToTheirOperators() {
        asOperator(scene.operatorId)
                .contentType("application/json")
                .body(Scene.entry("Myself", "DE"))
                .put(scene.path)
                .then()
                .statusCode(403);
        put(Scene.entry("Carrier", "DE"));
        asOperator(UUID.randomUUID())
                .contentType("application/json")
                .header("If-Match", "*")
                .body(Scene.entry("Taken over", "DE"))
                .put(scene.path)
                .then()
                .statusCode(404);
        asTenant(UUID.randomUUID())
                .contentType("application/json")
                .body(Scene.entry("By a tenant", "DE"))
                .put(scene.path)
                .then()
                .statusCode(403);
        asOperator(scene.operatorId).post(scene.path + "/retire").then().statusCode(403);
    }

    @Test
    void findsOperatorsByRegionCountryServiceAndText() {
        String unique = "Sonnentelefon " + scene.operatorId;
        put(Scene.entry(unique, "DE", "BR"));

        assertThat(found("region", "LATAM")).isTrue();
        assertThat(found("region", "APAC")).isFalse();
        assertThat(found("country", "DE")).isTrue();
        assertThat(found("country", "FR")).isFalse();
        assertThat(found("service", "conferencing")).isTrue();
        assertThat(found("service", "phoneMobile")).isFalse();
        assertThat(found("q", unique.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(found("q", "%")).isFalse();
        assertThat(asTenant(UUID.randomUUID())
                        .queryParams("region", "EMEA", "country", "BR")
                        .get("/v1/operators")
                        .jsonPath()
                        .getList("items.operatorId"))
                .doesNotContain(scene.operatorId.toString());
    }

    @Test
    void refusesFiltersThatDoNotExist() {
        asTenant(UUID.randomUUID())
                .queryParams("region", "ATLANTIS", "country", "XX", "service", "fax")
                .get("/v1/operators")
                .then()
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("region-unknown", "country-unknown", "service-unknown"));
    }

    @Test
    void pagesThroughTheDirectory() {
        put(Scene.entry("One", "DE"));
        new Scene().register("DE");
        Response first = asTenant(UUID.randomUUID()).queryParam("limit", 1).get("/v1/operators");
        String token = first.jsonPath().getString("nextPageToken");

        Response second = asTenant(UUID.randomUUID())
                .queryParam("limit", 1)
                .queryParam("pageToken", token)
                .get("/v1/operators");

        assertThat(second.jsonPath().getString("items[0].operatorId"))
                .isGreaterThan(first.jsonPath().getString("items[0].operatorId"));
    }

    @Test
    void showsAnEntryByItsIdToEveryRoleAsTheListDoes() {
        put(Scene.entry("Carrier", "DE"));
        UUID other = UUID.randomUUID();
        Map<String, Object> listed = asOperator(other)
                .queryParam("q", "Carrier")
                .get("/v1/operators")
                .jsonPath()
                .getMap("items.find { it.operatorId == '" + scene.operatorId + "' }");

        assertThat(asOperator(other).get(scene.path).jsonPath().<String, Object>getMap(""))
                .isEqualTo(listed);
        assertThat(asTenant(other).get(scene.path).jsonPath().<String, Object>getMap(""))
                .isEqualTo(listed);
        asOperator(other).get(scene.path + "/consents").then().statusCode(404);
        asOperator(other)
                .contentType("application/json")
                .body(Scene.entry("Other", "DE"))
                .put(scene.path)
                .then()
                .statusCode(404);
    }

    @Test
    void retiresAnOperatorOnce() {
        // Given
        put(Scene.entry("Carrier", "DE"));

        // When
        Response retired = asPlatformAdmin().contentType("application/json").post(scene.path + "/retire");
        Response again = asPlatformAdmin().contentType("application/json").post(scene.path + "/retire");

        // Then
        retired.then().statusCode(200).body("status", equalTo("retired"));
        assertThat(again.header("ETag")).isEqualTo(retired.header("ETag"));
        Scene.eventually(() -> told().size() == 2);
        assertThat(told().get(1).status()).isEqualTo(OperatorStatus.RETIRED);
        assertThat(told().get(1).revision()).isGreaterThan(told().get(0).revision());
    }

    @Test
    void showsNobodyAnythingWithoutToken() {
        anonymous().get("/v1/operators").then().statusCode(401);
    }

    private Response put(Map<String, Object> entry) {
        return asPlatformAdmin().contentType("application/json").body(entry).put(scene.path);
    }

    private boolean found(String filter, String value) {
        return asTenant(UUID.randomUUID())
                .queryParam(filter, value)
                .get("/v1/operators")
                .jsonPath()
                .getList("items.operatorId")
                .contains(scene.operatorId.toString());
    }

    private List<OperatorChanged> told() {
        return OtherServices.heard(OperatorChanged.class).stream()
                .filter(event -> event.operatorId().equals(scene.operatorId))
                .toList();
    }
}
