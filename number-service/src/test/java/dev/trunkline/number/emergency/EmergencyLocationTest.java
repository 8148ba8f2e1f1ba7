package dev.trunkline.number.emergency;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@RealServers
class EmergencyLocationTest {

    private static final String ADDRESSES = "/v1/tenants/{t}/emergency-addresses";
    private static final String ADDRESS = ADDRESSES + "/{a}";
    private static final String LOCATIONS = ADDRESS + "/locations";

    @Test
    void addsPlacesToAValidatedAddressAndDeletesThoseThatNobodyUses() {
        World world = World.withoutConsent();
        String address = validated(world, "US", "98052");

        String wing = addLocation(world, address, "West wing")
                .statusCode(201)
                .extract()
                .path("locationId");

        ValidatableResponse read = address(world, address).body("locations", hasSize(2));
        asTenant(world.tenant)
                .get(LOCATIONS + "/{l}", world.tenant, address, wing)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(read.extract().header("ETag")))
                .body("description", equalTo("West wing"));
        deleteLocation(world, address, wing, "\"1\"").statusCode(412);
        deleteLocation(world, address, wing, null).statusCode(428);
        deleteLocation(world, address, wing, tag(world, address)).statusCode(204);
        deleteLocation(world, address, wing, tag(world, address))
                .statusCode(404)
                .body("type", endsWith("/emergency-location-unknown"));
        address(world, address).body("locations", hasSize(1));
    }

    @Test
    void keepsTheDefaultLocationAndWhatNumbersUse() {
        World world = World.consenting("US");
        String address = validated(world, "US", "98052");
        String wing = addLocation(world, address, "West wing").extract().path("locationId");
        E164Number number = world.deliverOne();
        locate(world, number, wing).statusCode(200);

        deleteLocation(world, address, wing, tag(world, address))
                .statusCode(409)
                .body("type", endsWith("/emergency-location-in-use"))
                .body("numbers", equalTo(1));
        deleteLocation(world, address, address(world, address).extract().path("defaultLocationId"), tag(world, address))
                .statusCode(409)
                .body("type", endsWith("/default-emergency-location"))
                .body("numbers", equalTo(0));
        deleteAddress(world, address, tag(world, address))
                .statusCode(409)
                .body("type", endsWith("/emergency-address-in-use"))
                .body("numbers", equalTo(1));
    }

    @Test
    void deletesAnAddressThatNoNumberUsesAnyMoreWithAllItsPlaces() {
        World world = World.consenting("US");
        String address = validated(world, "US", "98052");
        String wing = addLocation(world, address, "West wing").extract().path("locationId");
        E164Number number = world.deliverOne();
        locate(world, number, wing).statusCode(200);
        String elsewhere =
                address(world, validated(world, "US", "98053")).extract().path("defaultLocationId");
        locate(world, number, elsewhere).statusCode(200);

        deleteAddress(world, address, null).statusCode(428);
        deleteAddress(world, address, tag(world, address)).statusCode(204);

        asTenant(world.tenant).get(ADDRESS, world.tenant, address).then().statusCode(404);
        locate(world, number, wing)
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("emergency-location-unknown"));
    }

    @Test
    void changesAnAddressUntilItIsValidated() {
        World world = World.withoutConsent();
        String address = create(world, "US", "ABC");
        validate(world, address).body("validationStatus", equalTo("invalid"));

        change(world, address, "98052", Map.of(), tag(world, address))
                .statusCode(200)
                .body("postalCode", equalTo("98052"))
                .body("validationStatus", equalTo("notValidated"))
                .body("validationFindings", hasSize(0));
        change(world, address, "98052", Map.of(), null).statusCode(428);
        change(world, address, "98052", Map.of("validationStatus", "validated"), tag(world, address))
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/validationStatus"));

        validate(world, address).body("validationStatus", equalTo("validated"));
        change(world, address, "98053", Map.of(), tag(world, address))
                .statusCode(409)
                .body("type", endsWith("/emergency-address-validated"));
        address(world, address).body("postalCode", equalTo("98052"));
    }

    @Test
    void waitsWithADeletionForTheTransactionThatGivesTheAddressToANumber() throws Exception {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        String address = validated(world, "US", "98052");
        String location = address(world, address).extract().path("defaultLocationId");
        String tag = tag(world, address);
        try (Connection giving = Database.background()) {
            giving.setAutoCommit(false);
            execute(giving, "select revision from civic_address where civic_address_id = ?::uuid for share", address);
            execute(
                    giving,
                    "update phone_number set civic_address_id = ?::uuid, location_id = ?::uuid where number = ?",
                    address,
                    location,
                    number.digits());

            CompletableFuture<Integer> deletion = CompletableFuture.supplyAsync(
                    () -> deleteAddress(world, address, tag).extract().statusCode());
            await().atMost(Duration.ofSeconds(10)).until(() -> Database.someoneWaitsFor("civic_address"));
            giving.commit();

            assertThat(deletion.get()).isEqualTo(409);
        }
    }

    @Test
    void findsALocationGoneThatWasDeletedWhileItWaited() throws Exception {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        String address = validated(world, "US", "98052");
        String wing = addLocation(world, address, "West wing").extract().path("locationId");
        try (Connection deletion = TrunklineTestServers.postgres().superuser("number")) {
            deletion.setAutoCommit(false);
            execute(
                    deletion,
                    "select revision from civic_address where civic_address_id = ?::uuid for update",
                    address);
            execute(deletion, "delete from emergency_location where location_id = ?::uuid", wing);

            CompletableFuture<Integer> giving = CompletableFuture.supplyAsync(
                    () -> locate(world, number, wing).extract().statusCode());
            await().atMost(Duration.ofSeconds(10)).until(() -> Database.someoneWaitsFor("civic_address"));
            deletion.commit();

            assertThat(giving.get()).isEqualTo(422);
        }
    }

    @Test
    void asksForAnAddressInTheAreaOfTheNumber() {
        World world = World.consenting("DE");
        E164Number berlin = E164Number.of("+4930" + (World.nextNumber().digits() % 100_000_000L));
        String munich = validated(world, "DE", "80331");
        String mitte = validated(world, "DE", "10115");

        Row refused = world.deliver(List.of(World.item(1, berlin, "DE", UUID.fromString(munich), true)))
                .rows()
                .get(0);
        assertThat(refused.code()).isEqualTo(RowCode.ADDRESS_AREA_MISMATCH);
        assertThat(world.deliver(List.of(World.item(1, berlin, "DE", UUID.fromString(mitte), true)))
                        .rows()
                        .get(0)
                        .code())
                .isNull();

        locate(world, berlin, address(world, munich).extract().path("defaultLocationId"))
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("emergency-location-area-mismatch"));
    }

    @ParameterizedTest(name = "{0}, {1}, assigned {2}: {3}")
    @CsvSource({
        "operatorAssignedTenantEditable, tenant,   false, true",
        "operatorAssignedTenantEditable, tenant,   true,  true",
        "operatorAssignedTenantEditable, operator, false, true",
        "operatorAssignedTenantEditable, operator, true,  true",
        "tenantAssigned,                 tenant,   false, true",
        "tenantAssigned,                 tenant,   true,  true",
        "tenantAssigned,                 operator, false, false",
        "tenantAssigned,                 operator, true,  false",
        "operatorAssignedLocked,         tenant,   false, false",
        "operatorAssignedLocked,         tenant,   true,  false",
        "operatorAssignedLocked,         operator, false, true",
        "operatorAssignedLocked,         operator, true,  true"
    })
    void letsThoseChangeTheLocationWhomTheScenarioOfTheNumberNames(
            String scenario, String actor, boolean assigned, boolean may) {
        World world = World.consenting("AT");
        String given = validated(world, "AT", "1010");
        AddressPolicy policy = AddressPolicy.fromString(scenario);
        E164Number number = World.nextNumber();
        UUID address = policy == AddressPolicy.TENANT_ASSIGNED ? null : UUID.fromString(given);
        UUID holding = world.deliver(
                        List.of(World.item(1, number, "AT", address, policy != AddressPolicy.OPERATOR_ASSIGNED_LOCKED)))
                .rows()
                .get(0)
                .holdingId();
        if (assigned) {
            UUID user = world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
            asTenant(world.tenant)
                    .contentType("application/json")
                    .body(Map.of("targetId", user))
                    .post("/v1/tenants/{t}/numbers/{n}/assign", world.tenant, number.toString())
                    .then()
                    .statusCode(200)
                    .body("addressPolicy", equalTo(scenario));
        }
        String elsewhere =
                address(world, validated(world, "AT", "1020")).extract().path("defaultLocationId");

        if (actor.equals("tenant")) {
            locate(world, number, elsewhere).statusCode(may ? 200 : 403);
        } else {
            assertThat(commanded(world, number, holding, elsewhere).outcome())
                    .isEqualTo(may ? CommandOutcome.APPLIED : CommandOutcome.REFUSED);
        }

        String present = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .path("locationId");
        assertThat(elsewhere.equals(present)).isEqualTo(may);
    }

    private static CommandAnswered commanded(World world, E164Number number, UUID holding, String location) {
        UUID command = UUID.randomUUID();
        Neighbours.say(new NumbersCommanded(
                UUID.randomUUID(),
                world.operator,
                world.tenant,
                NumberCommand.CHANGE_EMERGENCY_LOCATION,
                List.of(new NumbersCommanded.Item(command, number, holding, null)),
                null,
                0,
                UUID.fromString(location),
                "operator:" + world.operator,
                Instant.now(),
                Instant.now().plusSeconds(3_600),
                null));
        return Neighbours.hear(
                CommandAnswered.class, answer -> answer.commandId().equals(command));
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private static Map<String, Object> lines(String country, String postalCode) {
        return Map.of(
                "companyName", "Contoso",
                "country", country,
                "houseNumber", "1",
                "street", "Main Street",
                "city", "Redmond",
                "state", "WA",
                "postalCode", postalCode,
                "latitude", 47.64,
                "longitude", -122.13);
    }

    private static String create(World world, String country, String postalCode) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(lines(country, postalCode))
                .post(ADDRESSES, world.tenant)
                .then()
                .statusCode(201)
                .extract()
                .path("civicAddressId");
    }

    private static String validated(World world, String country, String postalCode) {
        String address = create(world, country, postalCode);
        validate(world, address).body("validationStatus", equalTo("validated"));
        return address;
    }

    private static ValidatableResponse validate(World world, String address) {
        return asTenant(world.tenant)
                .post(ADDRESS + "/validate", world.tenant, address)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse address(World world, String address) {
        return asTenant(world.tenant).get(ADDRESS, world.tenant, address).then().statusCode(200);
    }

    private static String tag(World world, String address) {
        return address(world, address).extract().header("ETag");
    }

    private static ValidatableResponse change(
            World world, String address, String postalCode, Map<String, String> more, String ifMatch) {
        Map<String, Object> body = new java.util.HashMap<>(lines("US", postalCode));
        body.putAll(more);
        var request = asTenant(world.tenant).contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put(ADDRESS, world.tenant, address).then();
    }

    private static ValidatableResponse deleteAddress(World world, String address, String ifMatch) {
        var request = asTenant(world.tenant);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.delete(ADDRESS, world.tenant, address).then();
    }

    private static ValidatableResponse addLocation(World world, String address, String description) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("description", description))
                .post(LOCATIONS, world.tenant, address)
                .then();
    }

    private static ValidatableResponse deleteLocation(World world, String address, String location, String ifMatch) {
        var request = asTenant(world.tenant);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.delete(LOCATIONS + "/{l}", world.tenant, address, location)
                .then();
    }

    private static ValidatableResponse locate(World world, E164Number number, String location) {
        JsonPath present = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return asTenant(world.tenant)
                .header("If-Match", '"' + present.getString("version") + '"')
                .contentType("application/json")
                .body(Map.of("locationId", location))
                .put("/v1/tenants/{t}/numbers/{n}/emergency-location", world.tenant, number.toString())
                .then();
    }
}
