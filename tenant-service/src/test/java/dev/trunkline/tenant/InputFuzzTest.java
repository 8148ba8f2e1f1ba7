package dev.trunkline.tenant;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.fuzz.InputFuzz;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class InputFuzzTest {

    @Test
    void bearsWhateverIsSent() {
        UUID tenant = World.tenant();
        UUID operator = World.operator();
        List<UUID> users = List.of(user(tenant, "ada"), user(tenant, "grace"), UUID.randomUUID());

        InputFuzz.of("tenant", tenant, operator)
                .known("userId", users)
                .known("country", List.of("DE", "SE", "FR"))
                .known("usageLocation", List.of("DE"))
                .known("version", List.of("2026-01"))
                .known("userPrincipalName", List.of("ada@contoso.example", "new@contoso.example"))
                .sample("text/csv", "userPrincipalName,displayName,licences\nada@contoso.example,Ada,phoneSystem\n")
                .sample("text/csv", "userPrincipalName,onPremLineUri\ngrace@contoso.example,tel:+49301234567\n")
                .verify();
    }

    private static UUID user(UUID tenant, String name) {
        UUID user = UUID.randomUUID();
        asTenant(tenant)
                .contentType("application/json")
                .body(Map.of(
                        "userPrincipalName",
                        name + "@contoso.example",
                        "displayName",
                        name,
                        "accountType",
                        "user",
                        "usageLocation",
                        "DE",
                        "licences",
                        List.of("phoneSystem")))
                .put("/v1/tenants/" + tenant + "/users/" + user)
                .then()
                .statusCode(201);
        return user;
    }
}
