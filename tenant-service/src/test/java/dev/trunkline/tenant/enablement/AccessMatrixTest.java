package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.AccessMatrix;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class AccessMatrixTest {

    private static final String EXPECTATIONS =
            """
            GET    /v1/admin/dead-letters                                                               | platform-admin
            POST   /v1/admin/dead-letters/{deadLetterId}/replay                                         | platform-admin
            POST   /v1/admin/republications                                                             | platform-admin
            GET    /v1/admin/republications/{republicationId}                                           | platform-admin
            GET    /v1/tenants/{tenantId}                                                               | tenant-admin platform-admin
            PUT    /v1/tenants/{tenantId}                                                               | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/operators                                                     | tenant-admin platform-admin
            DELETE /v1/tenants/{tenantId}/operators/{operatorId}                                        | tenant-admin
            GET    /v1/tenants/{tenantId}/operators/{operatorId}                                        | tenant-admin platform-admin
            PUT    /v1/tenants/{tenantId}/operators/{operatorId}                                        | tenant-admin
            PUT    /v1/tenants/{tenantId}/operators/{operatorId}/contact                                | tenant-admin
            DELETE /v1/tenants/{tenantId}/operators/{operatorId}/countries/{country}                    | tenant-admin
            PUT    /v1/tenants/{tenantId}/operators/{operatorId}/countries/{country}                    | tenant-admin
            DELETE /v1/tenants/{tenantId}/operators/{operatorId}/countries/{country}/services/{service} | tenant-admin
            GET    /v1/tenants/{tenantId}/operators/{operatorId}/history                                | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/operators/{operatorId}/removals/{removalId}                   | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/operators/{operatorId}/resume                                 | tenant-admin
            POST   /v1/tenants/{tenantId}/operators/{operatorId}/suspend                                | tenant-admin
            GET    /v1/tenants/{tenantId}/users                                                         | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/users/import                                                  | tenant-admin
            GET    /v1/tenants/{tenantId}/users/imports/{importId}                                      | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/users/imports/{importId}/rows                                 | tenant-admin platform-admin
            DELETE /v1/tenants/{tenantId}/users/{userId}                                                | tenant-admin
            GET    /v1/tenants/{tenantId}/users/{userId}                                                | tenant-admin platform-admin
            PATCH  /v1/tenants/{tenantId}/users/{userId}                                                | tenant-admin
            PUT    /v1/tenants/{tenantId}/users/{userId}                                                | tenant-admin
            DELETE /v1/tenants/{tenantId}/users/{userId}/voice-routing-policy                           | tenant-admin
            """;

    @Test
    void letsInWhoMayAndNobodyElse() {
        Consents somebody = Consents.enabled("DE", "SE");
        String removal = somebody.removalOf("/countries/SE").removalId().toString();
        UUID user = UUID.randomUUID();
        asTenant(somebody.tenantId)
                .contentType("application/json")
                .body(Map.of(
                        "userPrincipalName", "anna@contoso.example",
                        "displayName", "Anna",
                        "accountType", "user",
                        "usageLocation", "DE",
                        "licences", List.of("phoneSystem")))
                .put("/v1/tenants/" + somebody.tenantId + "/users/" + user)
                .then()
                .statusCode(201);

        AccessMatrix.of(
                        EXPECTATIONS,
                        Map.of(
                                "tenantId", somebody.tenantId.toString(),
                                "removalId", removal,
                                "userId", user.toString()))
                .verify();
    }
}
