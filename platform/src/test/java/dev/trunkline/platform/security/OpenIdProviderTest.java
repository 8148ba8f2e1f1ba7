package dev.trunkline.platform.security;

import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import dev.trunkline.embedded.Ports;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The application starts before its provider; so the test of that is the first. */
@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
@QuarkusTestResource(value = OpenIdProviderTest.ProviderElsewhere.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenIdProviderTest {

    private static final String PORT = "provider-elsewhere.port";
    private static final String OUR_CLAIMS = "https://trunkline.example/claims";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestProvider provider;
    private static PublicJsonWebKey key;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    private final UUID tenant = UUID.randomUUID();

    /** A provider that is not there yet, and whose claims have names of their own. */
    public static final class ProviderElsewhere implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            System.setProperty(PORT, Integer.toString(Ports.free()));
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    "http://127.0.0.1:" + System.getProperty(PORT) + "/realms/trunkline",
                    "quarkus.oidc.roles.role-claim-path",
                    "realm_access/roles",
                    "quarkus.oidc.token.forced-jwk-refresh-interval",
                    "1S",
                    "trunkline.token.tenant-claim",
                    "\"" + OUR_CLAIMS + "\"/tenant");
        }

        @Override
        public int order() {
            return 10;
        }

        @Override
        public void stop() {
            System.clearProperty(PORT);
        }
    }

    @AfterAll
    static void close() {
        if (provider != null) {
            provider.close();
        }
    }

    private static TestProvider running() {
        if (provider == null) {
            provider = new TestProvider(Integer.getInteger(PORT));
            key = provider.newKey();
            provider.comeUp();
        }
        return provider;
    }

    @Test
    @Order(1)
    void startsWithoutTheProviderAndKnowsItWhenItComes() {
        with(TrunklineTestServers.issuer().tenantToken(tenant))
                .get(notesOf(tenant))
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("type", endsWith("/unavailable"));
        RestAssured.get(readiness).then().statusCode(200);

        running();

        await().atMost(PATIENCE).until(() -> status(claims -> {}) == 200);
    }

    @Test
    @Order(2)
    void findsRolesAndTenantWhereTheyAreConfigured() {
        running();

        assertThat(status(claims -> {})).isEqualTo(200);
        assertThat(status(claims -> claims.setClaim("realm_access", Map.of("roles", List.of("offline_access")))))
                .isEqualTo(403);
        assertThat(status(claims -> {
                    claims.unsetClaim("realm_access");
                    claims.setClaim("roles", List.of("tenant-admin"));
                }))
                .isEqualTo(403);
        assertThat(status(claims -> {
                    claims.unsetClaim(OUR_CLAIMS);
                    claims.setClaim("tenant_id", tenant.toString());
                }))
                .isEqualTo(404);
        String id = tenant.toString();
        assertThat(status(claims -> claims.setClaim(OUR_CLAIMS, Map.of("tenant", List.of(id, id)))))
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    void looksAtAudienceIssuerAndTimeByAClockThatMayDiffer() {
        running();
        long now = Instant.now().getEpochSecond();

        assertSoftly(softly -> {
            softly.assertThat(status(claims -> claims.setAudience("elsewhere", "trunkline")))
                    .isEqualTo(200);
            softly.assertThat(status(claims -> claims.setAudience("elsewhere"))).isEqualTo(401);
            softly.assertThat(status(claims -> claims.unsetClaim("aud"))).isEqualTo(401);
            softly.assertThat(status(claims -> claims.setIssuer(provider.issuer() + "/")))
                    .isEqualTo(401);
            softly.assertThat(status(claims -> claims.unsetClaim("iss"))).isEqualTo(401);
            softly.assertThat(status(claims -> claims.setClaim("exp", now - 15)))
                    .isEqualTo(200);
            softly.assertThat(status(claims -> claims.setClaim("exp", now - 60)))
                    .isEqualTo(401);
            softly.assertThat(status(claims -> claims.unsetClaim("exp"))).isEqualTo(401);
            softly.assertThat(status(claims -> claims.setClaim("nbf", now + 15)))
                    .isEqualTo(200);
            softly.assertThat(status(claims -> claims.setClaim("nbf", now + 120)))
                    .isEqualTo(401);
            softly.assertThat(status(claims -> claims.setClaim("iat", now + 15)))
                    .isEqualTo(200);
        });
    }

    @Test
    @Order(2)
    void takesSignaturesOfPublishedKeysAlone() {
        running();
        JwtClaims claims = provider.claimsFor(tenant);
        PublicJsonWebKey ours = TestProvider.rsa();
        ours.setKeyId(key.getKeyId());

        assertThat(status(TestProvider.unsigned(claims))).isEqualTo(401);
        assertThat(status(TestProvider.signedByPublicKey(claims, key))).isEqualTo(401);
        assertThat(status(TestProvider.sign(claims, ours))).isEqualTo(401);
    }

    @Test
    @Order(3)
    void followsTheProviderWhenItsKeysChange() {
        running();
        PublicJsonWebKey old = key;
        String token = TestProvider.sign(provider.claimsFor(tenant), old);
        assertThat(status(token)).isEqualTo(200);

        key = provider.newEllipticKey();
        provider.withdraw(old);

        await().atMost(PATIENCE).until(() -> status(claims -> {}) == 200);
        assertThat(status(token)).as("a token of the key that was withdrawn").isEqualTo(401);
    }

    @Test
    @Order(3)
    void doesNotAskForKeysWithEachForgedToken() {
        running();
        String forged = TestProvider.sign(provider.claimsFor(tenant), TestProvider.rsa());
        int before = provider.keysRead();
        Instant begun = Instant.now();

        for (int i = 0; i < 50; i++) {
            assertThat(status(forged)).isEqualTo(401);
        }

        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        assertThat(provider.keysRead() - before).isLessThanOrEqualTo((int) seconds + 1);
    }

    @Test
    @Order(4)
    void keepsServingWhileTheProviderIsAway() {
        running();
        assertThat(status(claims -> {})).isEqualTo(200);

        provider.close();

        assertThat(status(claims -> {})).as("a token of a known key").isEqualTo(200);
        RestAssured.get(readiness).then().statusCode(200);
        PublicJsonWebKey unknown = provider.newKey();
        String early = TestProvider.sign(provider.claimsFor(tenant), unknown);
        assertThat(status(early)).as("a token of a key that cannot be had now").isIn(401, 503);

        provider.comeUp();
        await().atMost(PATIENCE).until(() -> status(early) == 200);
    }

    private int status(Consumer<JwtClaims> defect) {
        JwtClaims claims = provider.claimsFor(tenant);
        defect.accept(claims);
        return status(TestProvider.sign(claims, key));
    }

    private int status(String token) {
        return with(token).get(notesOf(tenant)).statusCode();
    }
}
