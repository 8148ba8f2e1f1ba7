package dev.trunkline.number;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.testing.AccessMatrix;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class AccessMatrixTest {

    private static final String EXPECTATIONS =
            """
            GET    /v1/admin/dead-letters                                                                        | platform-admin
            POST   /v1/admin/dead-letters/{deadLetterId}/replay                                                  | platform-admin
            POST   /v1/admin/republications                                                                      | platform-admin
            GET    /v1/admin/republications/{republicationId}                                                    | platform-admin
            GET    /v1/numbers/{telephoneNumber}/history                                                         | platform-admin
            GET    /v1/operators/{operatorId}/emergency-address-policies                                         | operator platform-admin
            DELETE /v1/operators/{operatorId}/emergency-address-policies/{country}                               | operator
            PUT    /v1/operators/{operatorId}/emergency-address-policies/{country}                               | operator
            GET    /v1/operators/{operatorId}/numbers/{telephoneNumber}/history                                  | operator platform-admin
            GET    /v1/operators/{operatorId}/tenants/{tenantId}/emergency-addresses                             | operator platform-admin
            POST   /v1/tenants/{tenantId}/assignments                                                            | tenant-admin
            GET    /v1/tenants/{tenantId}/emergency-addresses                                                    | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/emergency-addresses                                                    | tenant-admin
            DELETE /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}                                   | tenant-admin
            GET    /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}                                   | tenant-admin platform-admin
            PUT    /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}                                   | tenant-admin
            POST   /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}/locations                         | tenant-admin
            DELETE /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}/locations/{locationId}            | tenant-admin
            GET    /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}/locations/{locationId}            | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}/validate                          | tenant-admin
            POST   /v1/tenants/{tenantId}/emergency-locations                                                    | tenant-admin
            GET    /v1/tenants/{tenantId}/moves                                                                  | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/moves                                                                  | tenant-admin
            GET    /v1/tenants/{tenantId}/moves/{moveId}                                                         | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/moves/{moveId}/cancel                                                  | tenant-admin
            POST   /v1/tenants/{tenantId}/moves/{moveId}/resume                                                  | tenant-admin
            GET    /v1/tenants/{tenantId}/numbers                                                                | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/numbers.csv                                                            | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/numbers/import                                                         | tenant-admin
            GET    /v1/tenants/{tenantId}/numbers/imports/{importId}                                             | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/numbers/imports/{importId}/rows                                        | tenant-admin platform-admin
            DELETE /v1/tenants/{tenantId}/numbers/{telephoneNumber}                                              | tenant-admin
            GET    /v1/tenants/{tenantId}/numbers/{telephoneNumber}                                              | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/address-change-requests                      | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/address-change-requests                      | tenant-admin
            GET    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/address-change-requests/{requestId}          | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/address-change-requests/{requestId}/withdraw | tenant-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/assign                                       | tenant-admin
            PUT    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/block                                        | tenant-admin
            PUT    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/category                                     | tenant-admin
            PUT    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/emergency-location                           | tenant-admin
            GET    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/history                                      | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/release                                      | tenant-admin
            PUT    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/tags                                         | tenant-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/unassign                                     | tenant-admin
            PUT    /v1/tenants/{tenantId}/numbers/{telephoneNumber}/usage                                        | tenant-admin
            POST   /v1/tenants/{tenantId}/numbers/{telephoneNumber}/withdraw-release                             | tenant-admin
            GET    /v1/tenants/{tenantId}/operations                                                             | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/operations/{operationId}                                               | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/operations/{operationId}/cancel                                        | tenant-admin
            GET    /v1/tenants/{tenantId}/operations/{operationId}/progress                                      | tenant-admin platform-admin
            GET    /v1/tenants/{tenantId}/operations/{operationId}/rows                                          | tenant-admin platform-admin
            POST   /v1/tenants/{tenantId}/releases                                                               | tenant-admin
            POST   /v1/tenants/{tenantId}/unassignments                                                          | tenant-admin
            """;

    @Test
    void letsInWhoMayAndNobodyElse() {
        AccessMatrix.of(EXPECTATIONS, belongings(World.consenting("US")), belongings(World.consenting("US")))
                .verify();
    }

    /** What a tenant and its operator have, by the names under which one can ask for it. */
    private static Map<String, String> belongings(World world) {
        E164Number number = world.deliverOne();
        UUID user = world.user();
        JsonPath address = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of(
                        "companyName", "Contoso",
                        "country", "US",
                        "houseNumber", "1",
                        "street", "Main Street",
                        "city", "Redmond",
                        "state", "WA",
                        "postalCode", "98052",
                        "latitude", 47.64,
                        "longitude", -122.13))
                .post("/v1/tenants/{t}/emergency-addresses", world.tenant)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return Map.of(
                "tenantId", world.tenant.toString(),
                "operatorId", world.operator.toString(),
                "telephoneNumber", number.toString().replace("+", "%2B"),
                "userId", user.toString(),
                "targetId", user.toString(),
                "assignmentTargetId", user.toString(),
                "civicAddressId", address.getString("civicAddressId"),
                "locationId", address.getString("defaultLocationId"),
                "orderId", world.order.toString());
    }
}
