package dev.trunkline.number.emergency;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.oneOf;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EmergencyLocationsChanged;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class EmergencyTest {

    @Test
    void keepsAPolicyPerCountryAndItsRevision() {
        World world = World.withoutConsent();
        String tag = statePolicy(world, "US", "tenantAssigned", null)
                .statusCode(201)
                .body("policy", equalTo("tenantAssigned"))
                .extract()
                .header("ETag");

        statePolicy(world, "US", "operatorAssignedLocked", null).statusCode(428);
        statePolicy(world, "US", "operatorAssignedLocked", "\"1\"").statusCode(412);
        String changed = statePolicy(world, "US", "operatorAssignedLocked", tag)
                .statusCode(200)
                .extract()
                .header("ETag");
        asOperator(world.operator)
                .get("/v1/operators/{o}/emergency-address-policies", world.operator)
                .then()
                .statusCode(200)
                .body("items.country", containsInAnyOrder("US"))
                .body("items.policy", containsInAnyOrder("operatorAssignedLocked"));
        asOperator(world.operator)
                .header("If-Match", changed)
                .delete("/v1/operators/{o}/emergency-address-policies/US", world.operator)
                .then()
                .statusCode(204);
        asOperator(world.operator)
                .header("If-Match", changed)
                .delete("/v1/operators/{o}/emergency-address-policies/US", world.operator)
                .then()
                .statusCode(404);
    }

    @Test
    void refusesAPolicyThatDoesNotExistAndACountryThatDoesNot() {
        World world = World.withoutConsent();

        statePolicy(world, "XX", "tenantAssigned", null).statusCode(422).body("type", endsWith("/country-invalid"));
        statePolicy(world, "US", "whoever", null).statusCode(oneOf(400, 422));
        statePolicy(world, "US", null, null).statusCode(422).body("errors.pointer", containsInAnyOrder("/policy"));
    }

    @Test
    void hidesThePoliciesOfAnotherOperator() {
        World world = World.withoutConsent();
        World stranger = World.withoutConsent();
        statePolicy(world, "US", "tenantAssigned", null).statusCode(201);

        asOperator(stranger.operator)
                .get("/v1/operators/{o}/emergency-address-policies", world.operator)
                .then()
                .statusCode(404);
        asOperator(stranger.operator)
                .get("/v1/operators/{o}/emergency-address-policies", stranger.operator)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void keepsAnAddressWithADefaultLocationAndValidatesIt() {
        World world = World.withoutConsent();

        JsonPath address =
                createAddress(world, "US", "98052").statusCode(201).extract().jsonPath();

        assertThat(address.getString("validationStatus")).isEqualTo("notValidated");
        assertThat(address.getString("locations[0].locationId")).isEqualTo(address.getString("defaultLocationId"));
        validate(world, address.getString("civicAddressId"))
                .statusCode(200)
                .body("validationStatus", equalTo("validated"));
        asTenant(world.tenant)
                .get("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void saysWhyAnAddressIsInvalid() {
        World world = World.withoutConsent();
        String id = createAddress(world, "US", "ABC").extract().jsonPath().getString("civicAddressId");

        validate(world, id)
                .statusCode(200)
                .body("validationStatus", equalTo("invalid"))
                .body("validationFindings[0]", containsString("postal code"));
    }

    @Test
    void namesAllThatIsMissingOfAnAddressAtOnce() {
        World world = World.withoutConsent();

        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("companyName", "Contoso", "country", "US"))
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/latitude", "/longitude"));
        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of())
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/companyName", "/country"));
    }

    @Test
    void hidesTheAddressesOfAnotherTenant() {
        World world = World.withoutConsent();
        String id = createAddress(world, "US", "98052").extract().jsonPath().getString("civicAddressId");
        World stranger = World.withoutConsent();

        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/emergency-addresses/{a}", stranger.tenant, id)
                .then()
                .statusCode(404)
                .body("type", endsWith("/emergency-address-unknown"));
    }

    @Test
    void sendsEmergencyCallsWhereTheTenantSays() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        String location = validatedLocation(world, "US", "98052");

        locate(world, number, location).statusCode(200).body("locationId", equalTo(location));

        Neighbours.hear(
                EmergencyLocationsChanged.class, event -> event.tenantId().equals(world.tenant));
    }

    @Test
    void namesEveryReasonAgainstALocation() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        String unvalidatedAbroad =
                createAddress(world, "AT", "1010").extract().jsonPath().getString("defaultLocationId");

        locate(world, number, unvalidatedAbroad)
                .statusCode(422)
                .body(
                        "errors.code",
                        containsInAnyOrder("emergency-location-not-validated", "emergency-location-country-mismatch"));
        locate(world, number, UUID.randomUUID().toString())
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("emergency-location-unknown"));
    }

    @Test
    void asksForTheRevisionThatTheChangeIsBasedOn() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();

        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("locationId", UUID.randomUUID()))
                .put("/v1/tenants/{t}/numbers/{n}/emergency-location", world.tenant, number.toString())
                .then()
                .statusCode(428);
    }

    @Test
    void keepsTheTenantFromAnAddressThatTheOperatorLockedAndNamesWhomToAsk() {
        World world = World.consenting("US");
        String address =
                createAddress(world, "US", "98052").extract().jsonPath().getString("civicAddressId");
        String location = validate(world, address).extract().jsonPath().getString("defaultLocationId");
        statePolicy(world, "US", AddressPolicy.OPERATOR_ASSIGNED_LOCKED.wire(), null)
                .statusCode(201);
        E164Number number = World.nextNumber();
        assertThat(world.deliver(List.of(World.item(1, number, "US", UUID.fromString(address), null)))
                        .rows())
                .extracting(Row::outcome)
                .containsOnly(RowOutcome.DELIVERED);

        locate(world, number, location)
                .statusCode(403)
                .body("type", endsWith("/address-locked-by-operator"))
                .body("detail", containsString("support@fabrikam.example"))
                .body("supportContact", equalTo("support@fabrikam.example"));
        number(world, number).body("locationId", equalTo(location)).body("allowTenantAddressUpdate", equalTo(false));
    }

    @Test
    void refusesAnUploadedAddressThatIsNotValidatedOrLiesAbroad() {
        World world = World.consenting("US", "AT");
        String young = createAddress(world, "US", "98052").extract().jsonPath().getString("civicAddressId");
        String abroad = createAddress(world, "AT", "1010").extract().jsonPath().getString("civicAddressId");
        validate(world, abroad).statusCode(200);

        List<Row> rows = world.deliver(List.of(
                        World.item(1, World.nextNumber(), "US", UUID.fromString(young), true),
                        World.item(2, World.nextNumber(), "US", UUID.fromString(abroad), true)))
                .rows();

        assertThat(rows)
                .extracting(Row::code)
                .containsExactly(RowCode.ADDRESS_NOT_VALIDATED, RowCode.ADDRESS_COUNTRY_MISMATCH);
    }

    @Test
    void showsAnOperatorTheValidatedAddressesOfATenantThatConsents() {
        World world = World.consenting("US");
        createAddress(world, "US", "98052").statusCode(201);
        validatedLocation(world, "US", "98053");
        World stranger = World.withoutConsent();

        addressesFor(world.operator, world.tenant)
                .statusCode(200)
                .body("items.postalCode", containsInAnyOrder("98053"));
        addressesFor(stranger.operator, world.tenant).statusCode(403).body("type", endsWith("/consent-required"));
        addressesFor(stranger.operator, UUID.randomUUID()).statusCode(403).body("type", endsWith("/consent-required"));
        world.sayEnablement(EnablementStatus.SUSPENDED, "US");
        world.awaitApplied();
        addressesFor(world.operator, world.tenant).statusCode(403).body("type", endsWith("/consent-suspended"));
    }

    private static ValidatableResponse addressesFor(UUID operator, UUID tenant) {
        return asOperator(operator)
                .get("/v1/operators/{o}/tenants/{t}/emergency-addresses", operator, tenant)
                .then();
    }

    private static String validatedLocation(World world, String country, String postalCode) {
        String id =
                createAddress(world, country, postalCode).extract().jsonPath().getString("civicAddressId");
        return validate(world, id).extract().jsonPath().getString("defaultLocationId");
    }

    private static ValidatableResponse createAddress(World world, String country, String postalCode) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of(
                        "companyName", "Contoso",
                        "country", country,
                        "houseNumber", "1",
                        "street", "Main Street",
                        "city", "Redmond",
                        "state", "WA",
                        "postalCode", postalCode,
                        "latitude", 47.64,
                        "longitude", -122.13))
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then();
    }

    private static ValidatableResponse validate(World world, String civicAddressId) {
        return asTenant(world.tenant)
                .post("/v1/tenants/{t}/emergency-addresses/{a}/validate", world.tenant, civicAddressId)
                .then();
    }

    private static ValidatableResponse number(World world, E164Number number) {
        return asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse locate(World world, E164Number number, String locationId) {
        return asTenant(world.tenant)
                .header("If-Match", number(world, number).extract().header("ETag"))
                .contentType("application/json")
                .body(Map.of("locationId", locationId))
                .put("/v1/tenants/{t}/numbers/{n}/emergency-location", world.tenant, number.toString())
                .then();
    }

    private static ValidatableResponse statePolicy(World world, String country, String policy, String ifMatch) {
        Map<String, String> body = new HashMap<>();
        if (policy != null) {
            body.put("policy", policy);
        }
        var request = asOperator(world.operator).contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put("/v1/operators/{o}/emergency-address-policies/{c}", world.operator, country)
                .then();
    }
}
