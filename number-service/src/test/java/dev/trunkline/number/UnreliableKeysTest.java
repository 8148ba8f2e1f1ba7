package dev.trunkline.number;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A projection whose last state could not be applied may be out of date: nothing is decided by it. */
@QuarkusTest
@RealServers
class UnreliableKeysTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void assignsNothingWhileTheStateOfTheUserOrItsTenantIsInDoubt(boolean ofTheTenant) {
        // Given
        World world = World.consenting("AT");
        UUID user = UUID.randomUUID();
        world.awaitUser(user, world.sayUser(user, 1L));
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        Topic topic = ofTheTenant ? Topic.TENANTS : Topic.USERS;
        String key = ofTheTenant ? world.tenant.toString() : world.tenant + ":" + user;
        // When
        doubt(topic, key);
        // Then
        assign(world, number, user).statusCode(422).body("errors.code", containsInAnyOrder("target-unknown"));
        trust(topic, key);
        assign(world, number, user).statusCode(200);
    }

    @Test
    void showsNoAddressesToAnOperatorWhileTheConsentIsInDoubt() {
        World world = World.consenting("AT");
        String key = world.tenant + ":" + world.operator;

        doubt(Topic.ENABLEMENTS, key);

        addresses(world).statusCode(403).body("type", endsWith("/consent-required"));
        trust(Topic.ENABLEMENTS, key);
        addresses(world).statusCode(200);
    }

    private static void doubt(Topic topic, String key) {
        Database.change(
                "insert into unreliable_key (topic, record_key, revision) values (?, ?, 1)", topic.topicName(), key);
    }

    private static void trust(Topic topic, String key) {
        Database.change("delete from unreliable_key where topic = ? and record_key = ?", topic.topicName(), key);
    }

    private static ValidatableResponse assign(World world, E164Number number, UUID user) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("targetId", user))
                .post("/v1/tenants/{t}/numbers/{n}/assign", world.tenant, number.toString())
                .then();
    }

    private static ValidatableResponse addresses(World world) {
        return asOperator(world.operator)
                .get("/v1/operators/{o}/tenants/{t}/emergency-addresses", world.operator, world.tenant)
                .then();
    }
}
