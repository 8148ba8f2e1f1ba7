package dev.trunkline.number.inventory;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a number says that a tenant can do with it, the tenant can do, and nothing else of the kind. */
@QuarkusTest
@RealServers
class CustomerActionTest {

    private UUID location;
    private World world;

    @ParameterizedTest
    @CsvSource({
        "operatorConnect, unassigned,       true,  locationUpdate release",
        "operatorConnect, unassigned,       false, release",
        "operatorConnect, assigned,         true,  locationUpdate",
        "operatorConnect, assigned,         false, ''",
        "operatorConnect, releaseRequested, true,  locationUpdate",
        "operatorConnect, releaseRequested, false, ''",
        "operatorConnect, quarantined,      true,  ''",
        "operatorConnect, quarantined,      false, ''",
        "directRouting,   unassigned,       true,  locationUpdate",
        "directRouting,   assigned,         true,  locationUpdate",
    })
    void tellsTheTruthInEveryState(String type, String state, boolean tenantMayReaddress, String actions) {
        // Given
        world = World.consenting("AT");
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        bringTo(number, state);
        Database.change(
                "update phone_number set number_type = ?, allow_tenant_address_update = ? where tenant_id = ? and"
                        + " number = ?",
                type,
                tenantMayReaddress,
                world.tenant,
                number.digits());
        location = world.validatedPlace("AT");
        Response shown = send("GET", number, "", null);
        TreeSet<String> listed = new TreeSet<>();
        for (String action : List.of("locationUpdate", "release")) {
            if (isListedWith(action)) {
                listed.add(action);
            }
        }

        // When
        TreeSet<String> done = new TreeSet<>();
        if (changes(shown, send("PUT", number, "/emergency-location", Map.of("locationId", location)))) {
            done.add("locationUpdate");
        }
        if (changes(send("GET", number, "", null), send("POST", number, "/release", Map.of()))) {
            done.add("release");
        }

        // Then
        List<String> told = shown.path("supportedCustomerActions");
        assertThat(new TreeSet<>(told)).isEqualTo(done).isEqualTo(listed);
        assertThat(String.join(" ", done)).isEqualTo(actions);
    }

    private boolean isListedWith(String action) {
        return !asTenant(world.tenant)
                .queryParam("supportedCustomerActions", action)
                .get("/v1/tenants/{t}/numbers", world.tenant)
                .jsonPath()
                .getList("items")
                .isEmpty();
    }

    private static boolean changes(Response before, Response answer) {
        return answer.statusCode() == 200
                && answer.jsonPath().getLong("version") > before.jsonPath().getLong("version");
    }

    private void bringTo(E164Number number, String state) {
        switch (state) {
            case "assigned" -> {
                UUID user = world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
                assertThat(send("POST", number, "/assign", Map.of("targetId", user))
                                .statusCode())
                        .isEqualTo(200);
            }
            case "releaseRequested" -> send("POST", number, "/release", Map.of());
            case "quarantined" -> {
                send("POST", number, "/release", Map.of());
                ReleaseDecided confirmed = world.decision(world.releaseRequest(number), ReleaseDecision.CONFIRMED, 7);
                Neighbours.say(confirmed);
                Neighbours.hear(
                        CommandAnswered.class, answer -> answer.commandId().equals(confirmed.commandId()));
            }
            default -> assertThat(state).isEqualTo("unassigned");
        }
    }

    private Response send(String method, E164Number number, String path, Object body) {
        var request = asTenant(world.tenant);
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        if (method.equals("PUT")) {
            request.header("If-Match", "*");
        }
        return request.request(method, "/v1/tenants/{t}/numbers/{n}" + path, world.tenant, number.toString());
    }
}
