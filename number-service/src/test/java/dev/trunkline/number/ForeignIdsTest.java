package dev.trunkline.number;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.UploadChunkApplied;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is another tenant's answers as what is nobody's, where the answer is not to the path: in rows of bulk work, to entity tags, to
 * idempotency keys, and where two would have the same number. Paths, filters and bodies are {@link AccessMatrixTest}'s.
 */
@QuarkusTest
@RealServers
class ForeignIdsTest {

    private final World somebody = World.consenting("US");
    private final World stranger = World.consenting("US");
    private final E164Number foreign = somebody.deliverOne();
    private final E164Number unknown = World.nextNumber();

    @ParameterizedTest
    @CsvSource({"assignments, targetId", "unassignments,", "releases,", "emergency-locations, locationId"})
    void rowsOfBulkWorkDoNotTellThem(String kind, String detail) {
        List<Map<String, String>> rows = Stream.of(foreign, unknown)
                .map(number -> detail == null
                        ? Map.of("telephoneNumber", number.toString())
                        : Map.of("telephoneNumber", number.toString(), detail, placeOrUser(stranger, detail)))
                .toList();

        assertThat(outcomes(kind, rows)).hasSize(2).containsOnly(outcome("number-unknown"));
    }

    @ParameterizedTest
    @CsvSource({"assignments, targetId", "emergency-locations, locationId"})
    void rowsOfBulkWorkDoNotTellTheirTargetsEither(String kind, String detail) {
        List<Map<String, String>> rows = Stream.of(
                        placeOrUser(somebody, detail), UUID.randomUUID().toString())
                .map(target -> Map.of("telephoneNumber", stranger.deliverOne().toString(), detail, target))
                .toList();

        List<Object> outcomes = outcomes(kind, rows);

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
    }

    private static String placeOrUser(World world, String detail) {
        return (detail.equals("targetId") ? world.user() : world.validatedPlace("US")).toString();
    }

    private static Object outcome(String code) {
        return List.of("failed", List.of(code));
    }

    /** Of each row its status and what is wrong with it. */
    private List<Object> outcomes(String kind, List<Map<String, String>> rows) {
        String operation = stranger()
                .contentType("application/json")
                .body(Map.of("rows", rows))
                .post("/v1/tenants/{t}/{k}", stranger.tenant, kind)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        JsonPath ended = await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> stranger().get(operation + "/rows").jsonPath(),
                        page -> page.getList("items.status").stream().allMatch(status -> List.of("succeeded", "failed")
                                .contains(status)));
        List<Map<String, Object>> items = ended.getList("items");
        return items.stream()
                .<Object>map(item -> List.of(
                        item.get("status"),
                        ((List<?>) item.get("errors"))
                                .stream()
                                        .map(error -> ((Map<?, ?>) error).get("code"))
                                        .toList()))
                .toList();
    }

    @Test
    void entityTagsDoNotTellThem() {
        String tag = asTenant(somebody.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", somebody.tenant, foreign.toString())
                .header("ETag");

        for (String header : List.of("If-Match", "If-None-Match")) {
            for (String value : List.of(tag, "\"0\"", "*")) {
                assertThat(outline(header, value, foreign))
                        .as("%s: %s", header, value)
                        .isEqualTo(outline(header, value, unknown))
                        .startsWith("404 ");
            }
        }
    }

    /** Reads and changes it. */
    private String outline(String header, String value, E164Number number) {
        Response read =
                stranger().header(header, value).get("/v1/tenants/{t}/numbers/{n}", stranger.tenant, number.toString());
        Response change = stranger()
                .header(header, value)
                .contentType("application/json")
                .body(Map.of("tags", List.of("mine")))
                .put("/v1/tenants/{t}/numbers/{n}/tags", stranger.tenant, number.toString());
        return (read.statusCode() + " " + read.asString() + " " + change.statusCode() + " " + change.asString())
                .replace(number.toString(), "…")
                .replace(number.toString().replace("+", "%2B"), "…");
    }

    @Test
    void idempotencyKeysDoNotTellThatTheyWereUsed() {
        String key = UUID.randomUUID().toString();
        String body = "telephoneNumber,numberType\n" + World.nextNumber() + ",callingPlan\n";
        importWith(key, body, somebody, somebody).then().statusCode(200);

        Response underTheirPath = importWith(key, body, stranger, somebody);
        Response withAFreshKey = importWith(UUID.randomUUID().toString(), body, stranger, somebody);
        Response otherBody = importWith(key, body + "\n", stranger, stranger);

        assertThat(underTheirPath.statusCode()).isEqualTo(404);
        assertThat(underTheirPath.asString()).isEqualTo(withAFreshKey.asString());
        otherBody.then().statusCode(200);
        assertThat(otherBody.header("Idempotent-Replayed")).isNull();
    }

    private static Response importWith(String key, String body, World caller, World owner) {
        return asTenant(caller.tenant)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(body)
                .post("/v1/tenants/{t}/numbers/import", owner.tenant);
    }

    /** Who holds it is told to nobody who is no party to it, nor whether it is one's own tenant that would like to know. */
    @Test
    void aNumberHeldElsewhereTellsNotByWhom() {
        World somebodyElse = World.consenting("US");

        UploadChunkApplied.Row one = delivered(foreign);
        UploadChunkApplied.Row other = delivered(somebodyElse.deliverOne());

        assertThat(one.outcome()).isEqualTo(RowOutcome.REJECTED);
        assertThat(one.code()).isEqualTo(other.code());
        assertThat(one.detail())
                .isEqualTo(other.detail())
                .doesNotContain(somebody.tenant.toString(), somebody.operator.toString());
    }

    private UploadChunkApplied.Row delivered(E164Number number) {
        return stranger.deliver(List.of(World.item(number, "US"))).rows().get(0);
    }

    /** A claim says that the tenant has a number from somewhere else; whether somebody was delivered it is not looked at. */
    @Test
    void aClaimOfANumberHeldElsewhereIsTakenAsThatOfAnyOther() {
        List<String> answers = Stream.of(foreign, unknown)
                .map(number -> importWith(
                                UUID.randomUUID().toString(),
                                "telephoneNumber,numberType\n" + number + ",callingPlan\n",
                                stranger,
                                stranger)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("counts"))
                .toList();

        assertThat(answers.get(0)).isEqualTo(answers.get(1));
    }

    private RequestSpecification stranger() {
        return asTenant(stranger.tenant);
    }
}
