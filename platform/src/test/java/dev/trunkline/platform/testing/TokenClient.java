package dev.trunkline.platform.testing;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Requests as the roles make them, against the application under test. Each answer is held against the service's OpenAPI document. */
public final class TokenClient {

    private TokenClient() {}

    public static RequestSpecification asTenant(UUID tenantId) {
        return with(TrunklineTestServers.issuer().tenantToken(tenantId));
    }

    public static RequestSpecification asOperator(UUID operatorId) {
        return with(TrunklineTestServers.issuer().operatorToken(operatorId));
    }

    public static RequestSpecification asPlatformAdmin() {
        return with(TrunklineTestServers.issuer().platformAdminToken());
    }

    public static RequestSpecification anonymous() {
        return RestAssured.given().filter(new OpenApiCheck());
    }

    /** The address of what is on the management port. */
    public static String managed(String path) {
        return "http://" + OpenApiCheck.managementAuthority() + path;
    }

    /** With any bearer token, for example one that must be refused. */
    public static RequestSpecification with(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }
}
