package dev.trunkline.platform.checks;

import static dev.trunkline.platform.testing.TokenClient.anonymous;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.ArchitectureRules;
import dev.trunkline.platform.testing.OtherServices;
import dev.trunkline.platform.testing.PublishedEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches over the services sees what it is there for. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class ChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"status", "type", "missing", "undocumented", "wrong", "format"})
    void seesAnAnswerThatIsNotAsDocumented(String lie) {
        assertThatThrownBy(() -> anonymous().get("/v1/lies/" + lie))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/v1/lies/" + lie);
    }

    @Test
    void letsTheTruthPass() {
        anonymous().get("/v1/lies/none").then().statusCode(200);
    }

    @Test
    void anEndpointThatNobodyDeclaredIsClosedToAll() {
        RestAssured.get("/v1/unannotated").then().statusCode(401);
        RestAssured.given()
                .header(
                        "Authorization",
                        "Bearer " + TrunklineTestServers.issuer().platformAdminToken())
                .get("/v1/unannotated")
                .then()
                .statusCode(403);
    }

    @Test
    void aTokenWithARoleButNoTenantReachesNoTenant() {
        UUID tenant = UUID.randomUUID();
        String token = TrunklineTestServers.issuer().token(Map.of("sub", "lost", "roles", List.of("tenant-admin")));
        String misspelt = TrunklineTestServers.issuer()
                .token(Map.of("sub", "lost", "roles", List.of("tenant-admin"), "tenant_id", "7"));
        String operator = TrunklineTestServers.issuer()
                .token(Map.of("sub", "other", "roles", List.of("operator"), "tenant_id", tenant.toString()));

        with(token).get("/v1/tenants/" + tenant + "/notes").then().statusCode(404);
        with(misspelt).get("/v1/tenants/" + tenant + "/notes").then().statusCode(403);
        with(operator).get("/v1/tenants/" + tenant + "/notes").then().statusCode(403);
    }

    @Test
    void publishesApiDescriptionAndPagesBesideTheApi() {
        RestAssured.get("/q/openapi").then().statusCode(200);
        RestAssured.get("/q/swagger-ui/").then().statusCode(200);
        asPlatformAdmin().get("/q/health").then().statusCode(404);
    }

    @Test
    void theRulesSeeWhatBreaksThem() {
        JavaClasses bad = new ClassFileImporter().importClasses(Careless.class);

        assertThatThrownBy(() -> ArchitectureRules.EVERY_ENDPOINT_DECLARES_WHO_MAY_CALL_IT.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Careless.get()");
        assertThatThrownBy(() -> ArchitectureRules.NOTHING_IS_INJECTED_INTO_FIELDS.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Careless.injected");
    }

    /** As nobody should. */
    static class Careless {

        @Inject
        String injected;

        @jakarta.ws.rs.GET
        public String get() {
            return injected;
        }
    }

    @Test
    void readsWhatAnotherServiceHasPublished() {
        UUID tenant = UUID.randomUUID();
        try (PublishedEvents published = PublishedEvents.from(Topic.TENANTS);
                OtherServices others = new OtherServices()) {
            others.publish(
                    new TenantChanged(tenant, 1, "one", CoexistenceMode.TEAMS_ONLY),
                    new TenantChanged(tenant, 2, "two", CoexistenceMode.TEAMS_ONLY));

            assertThat(published
                            .await(TenantChanged.class, event -> event.tenantId()
                                    .equals(tenant))
                            .displayName())
                    .isEqualTo("one");
            assertThat(published.untilNow())
                    .extracting(PublishedEvents.Published::event)
                    .containsExactly(new TenantChanged(tenant, 2, "two", CoexistenceMode.TEAMS_ONLY));
        }
    }
}
