package dev.trunkline.platform.republish;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.managed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.PublishedEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class RepublicationResourceTest {

    private static final String PATH = "/v1/admin/republications";

    @Test
    void saysAllStateAgainPageByPage() {
        try (PublishedEvents published = PublishedEvents.from(Topic.TENANTS)) {
            // Given
            String address = asPlatformAdmin()
                    .contentType("application/json")
                    .body("{\"topic\": \"trunkline.tenants\"}")
                    .post(managed(PATH))
                    .then()
                    .statusCode(202)
                    .header("Location", notNullValue())
                    .extract()
                    .header("Location");

            // When
            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> asPlatformAdmin()
                    .get(address)
                    .then()
                    .statusCode(200)
                    .body("finishedAt", notNullValue()));

            // Then
            int events = asPlatformAdmin().get(address).path("events");
            assertThat(events).isEqualTo(TenantSource.TENANTS);
            published.await(TenantChanged.class, tenant -> tenant.tenantId().equals(new UUID(7, 0)));
            published.await(
                    TenantChanged.class, tenant -> tenant.tenantId().equals(new UUID(7, TenantSource.TENANTS - 1)));
        }
    }

    @Test
    void saysWhichTopicsThereAre() {
        asPlatformAdmin()
                .contentType("application/json")
                .body("{\"topic\": \"trunkline.numbers\"}")
                .post(managed(PATH))
                .then()
                .statusCode(422)
                .body("detail", containsString("trunkline.tenants"));
    }

    @Test
    void isForPlatformAdminsOnly() {
        asOperator(UUID.randomUUID())
                .get(managed(PATH + "/" + UUID.randomUUID()))
                .then()
                .statusCode(403);
    }

    @Test
    void saysThatThereIsNoSuchRepublication() {
        asPlatformAdmin().get(managed(PATH + "/" + UUID.randomUUID())).then().statusCode(404);
    }
}
