package dev.trunkline.number.inventory;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@RealServers
class NumberResourceTest {

    @Test
    void showsADeliveredNumberWithItsOperator() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();

        asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200)
                .header("ETag", startsWith("\""))
                .body("telephoneNumber", equalTo(number.toString()))
                .body("numberType", equalTo("operatorConnect"))
                .body("operatorId", equalTo(world.operator.toString()))
                .body("operatorName", startsWith("Fabrikam"))
                .body("isoCountryCode", equalTo("US"))
                .body("assignmentStatus", equalTo("unassigned"))
                .body("activationState", equalTo("activated"))
                .body("capabilities", containsInAnyOrder("userAssignment"))
                .body("addressPolicy", equalTo("tenantAssigned"))
                .body("allowTenantAddressUpdate", equalTo(true))
                .body("supportedCustomerActions", containsInAnyOrder("locationUpdate", "release"))
                .body("releaseStatus", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "%2B", ""})
    void findsANumberHoweverItsPlusSignIsWritten(String plus) {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();

        asTenant(world.tenant)
                .urlEncodingEnabled(false)
                .get("/v1/tenants/" + world.tenant + "/numbers/" + plus + number.digits())
                .then()
                .statusCode(200)
                .body("telephoneNumber", equalTo(number.toString()));
    }

    @Test
    void answersForANumberOfAnotherTenantExactlyAsForAnUnknownOne() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        World stranger = World.consenting("US");

        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", stranger.tenant, number.toString())
                .then()
                .statusCode(404)
                .body("type", endsWith("/number-unknown"));
        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(404);
        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/numbers", stranger.tenant)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void asksForATokenOfTheRightRole() {
        World world = World.withoutConsent();

        anonymous().get("/v1/tenants/{t}/numbers", world.tenant).then().statusCode(401);
        asOperator(world.operator)
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .statusCode(403);
    }

    @Test
    void listsNumbersPageByPageAndEachOnce() {
        World world = World.consenting("US");
        List<E164Number> delivered = world.deliver(7);
        List<String> seen = new ArrayList<>();
        String token = null;

        do {
            JsonPath page = asTenant(world.tenant)
                    .queryParam("limit", 3)
                    .queryParams(token == null ? Map.of() : Map.of("pageToken", token))
                    .get("/v1/tenants/{t}/numbers", world.tenant)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.telephoneNumber"));
            token = page.getString("nextPageToken");
        } while (token != null);

        assertThat(seen)
                .containsExactlyElementsOf(
                        delivered.stream().map(E164Number::toString).toList());
    }

    @Test
    void refusesAFilterThatItDoesNotUnderstand() {
        World world = World.withoutConsent();

        asTenant(world.tenant)
                .queryParam("assignmentStatus", "lost")
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .statusCode(422);
    }
}
