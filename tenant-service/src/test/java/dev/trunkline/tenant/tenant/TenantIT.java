package dev.trunkline.tenant.tenant;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.RowLevelSecurityCheck;
import dev.trunkline.tenant.Kafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class TenantIT {

    private final UUID tenantId = Ids.next();
    private final String path = "/v1/tenants/" + tenantId;

    @Test
    void isCreatedByItsOwnAdminAndChangedByWhoeverSawItsRevision() {
        Response created = put(asTenant(tenantId), "Contoso", "islands");
        created.then()
                .statusCode(201)
                .header("Location", endsWith(path))
                .body("tenantId", equalTo(tenantId.toString()));

        put(asTenant(tenantId), "Contoso", "teamsOnly").then().statusCode(428);
        put(asTenant(tenantId).header("If-Match", "\"1\""), "Contoso", "teamsOnly")
                .then()
                .statusCode(412);
        put(asTenant(tenantId).header("If-Match", created.header("ETag")), "Contoso", "teamsOnly")
                .then()
                .statusCode(200)
                .body("coexistenceMode", equalTo("teamsOnly"));

        List<TenantChanged> told = List.of(
                Kafka.await(
                        EventType.TENANT_CHANGED,
                        tenantId.toString(),
                        TenantChanged.class,
                        event -> event.coexistenceMode() == CoexistenceMode.ISLANDS),
                Kafka.await(
                        EventType.TENANT_CHANGED,
                        tenantId.toString(),
                        TenantChanged.class,
                        event -> event.coexistenceMode() == CoexistenceMode.TEAMS_ONLY));
        assertThat(told.get(1).revision()).isGreaterThan(told.get(0).revision());
    }

    @Test
    void isCreatedByAPlatformAdminToo() {
        put(asPlatformAdmin(), "Contoso", "islands").then().statusCode(201);
        asTenant(tenantId).get(path).then().statusCode(200).body("displayName", equalTo("Contoso"));
    }

    @Test
    void answersBadInputWithWhatIsWrong() {
        asTenant(tenantId)
                .contentType("application/json")
                .body(Map.of("displayName", " "))
                .put(path)
                .then()
                .statusCode(422)
                .body("type", endsWith("validation-failed"))
                .body("errors.pointer", hasItems("/displayName", "/coexistenceMode"));
        asTenant(tenantId)
                .contentType("application/json")
                .body(Map.of("displayName", "x", "coexistenceMode", "islands", "colour", "red"))
                .put(path)
                .then()
                .statusCode(400);
        asTenant(tenantId).get(path).then().statusCode(404).body("type", endsWith("tenant-unknown"));
    }

    @Test
    void isKeptFromEverybodyElse() {
        put(asTenant(tenantId), "Contoso", "islands").then().statusCode(201);

        asTenant(Ids.next()).get(path).then().statusCode(404);
        put(asTenant(Ids.next()), "Stolen", "islands").then().statusCode(404);
        asOperator(Ids.next()).get(path).then().statusCode(403);
        anonymous().get(path).then().statusCode(401);
    }

    @Test
    void isSeenByTheDatabaseRoleOfRequestsOnlyInItsOwnScope() throws SQLException {
        put(asTenant(tenantId), "Contoso", "islands").then().statusCode(201);

        RowLevelSecurityCheck.of("tenant", "directory_operator")
                .passage("user_import_staging")
                .verify();

        String url = TrunklineTestServers.postgres().jdbcUrl("tenant");
        try (Connection connection = DriverManager.getConnection(url, "tenant_app", "tenant_app");
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenantId + "', false)");
            try (ResultSet row = statement.executeQuery("select count(*) from tenant")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
    }

    private Response put(RequestSpecification caller, String displayName, String coexistenceMode) {
        return caller.contentType("application/json")
                .body(Map.of("displayName", displayName, "coexistenceMode", coexistenceMode))
                .put(path);
    }
}
