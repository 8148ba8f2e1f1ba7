package dev.trunkline.platform.security;

import static dev.trunkline.platform.testing.TokenClient.with;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.embedded.EmbeddedIssuer;
import dev.trunkline.embedded.Ports;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
@QuarkusTestResource(value = IssuerAwayTest.IssuerElsewhere.class, restrictToAnnotatedClass = true)
class IssuerAwayTest {

    /** An issuer that is not there yet when the application starts. */
    public static final class IssuerElsewhere implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            int port = Ports.free();
            System.setProperty("issuer-elsewhere.port", Integer.toString(port));
            return Map.of("quarkus.oidc.auth-server-url", "http://127.0.0.1:" + port + "/trunkline");
        }

        @Override
        public int order() {
            return 10;
        }

        @Override
        public void stop() {
            System.clearProperty("issuer-elsewhere.port");
        }
    }

    @Test
    void startsWithoutTheIssuerAndKnowsItWhenItComes() {
        UUID tenant = UUID.randomUUID();
        String path = "/v1/tenants/" + tenant + "/notes";
        with(TrunklineTestServers.issuer().tenantToken(tenant))
                .get(path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("https://trunkline.dev/problems/unavailable"));

        try (EmbeddedIssuer issuer = EmbeddedIssuer.start(Integer.getInteger("issuer-elsewhere.port"))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            with(issuer.tenantToken(tenant)).get(path).then().statusCode(200));
        }
    }
}
