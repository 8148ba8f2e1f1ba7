package dev.trunkline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedIssuerIT {
    private static final UUID PARTY = UUID.fromString("5f1c9d50-3a3e-4c6e-9f7b-0f6d0e6f4a11");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedIssuer issuer;

    @BeforeAll
    static void startIssuer() {
        issuer = EmbeddedIssuer.start(0);
    }

    @AfterAll
    static void closeIssuer() {
        issuer.close();
    }

    @Test
    void givesAClientTheRoleAndPartyThatItsIdNames() throws Exception {
        assertThat(verified(requested("platform-admin")).getStringListClaim("roles"))
                .containsExactly("platform-admin");

        JWTClaimsSet operator = verified(requested("operator:" + PARTY));
        assertThat(operator.getStringListClaim("roles")).containsExactly("operator");
        assertThat(operator.getStringClaim("operator_id")).isEqualTo(PARTY.toString());

        JWTClaimsSet tenant = verified(requested("tenant:" + PARTY));
        assertThat(tenant.getStringListClaim("roles")).containsExactly("tenant-admin");
        assertThat(tenant.getStringClaim("tenant_id")).isEqualTo(PARTY.toString());
        assertThat(tenant.getSubject()).isEqualTo("tenant:" + PARTY);
        assertThat(tenant.getAudience()).containsExactly("trunkline");
        assertThat(tenant.getIssuer()).isEqualTo(issuer.issuerUrl());
        assertThat(tenant.getExpirationTime().toInstant())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
    }

    @Test
    void givesAStrangerATokenWithoutRoles() throws Exception {
        for (String stranger : List.of("somebody", "operator:", "operator:not-a-uuid", "platform-admin2")) {
            JWTClaimsSet claims = verified(requested(stranger));

            assertThat(claims.getSubject()).isEqualTo(stranger);
            assertThat(claims.getClaims()).doesNotContainKeys("roles", "operator_id", "tenant_id");
        }
    }

    @Test
    void signsTokensOfItsOwnWithTheSameKey() throws Exception {
        assertThat(verified(issuer.platformAdminToken()).getStringListClaim("roles"))
                .containsExactly("platform-admin");
        assertThat(verified(issuer.operatorToken(PARTY)).getStringClaim("operator_id"))
                .isEqualTo(PARTY.toString());
        assertThat(verified(issuer.tenantToken(PARTY)).getStringClaim("tenant_id"))
                .isEqualTo(PARTY.toString());
    }

    @Test
    void makesTokensThatMustBeRefused() throws Exception {
        Instant past = Instant.now().minusSeconds(60);

        JWTClaimsSet odd = verified(issuer.token(Map.of("exp", past, "aud", "somewhere-else", "sub", "odd")));

        assertThat(odd.getExpirationTime()).isBefore(Instant.now());
        assertThat(odd.getAudience()).containsExactly("somewhere-else");
        assertThat(odd.getSubject()).isEqualTo("odd");
    }

    @Test
    void keepsItsKeysOverARestart() throws Exception {
        EmbeddedIssuer another = EmbeddedIssuer.start(0);
        String token = another.platformAdminToken();
        another.close();

        assertThat(verified(token).getIssuer()).isEqualTo(another.issuerUrl());
    }

    private static String requested(String clientId) throws Exception {
        String form = "grant_type=client_credentials&client_secret=any&client_id="
                + URLEncoder.encode(clientId, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(discovered("token_endpoint")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSONObjectUtils.getString(JSONObjectUtils.parse(response.body()), "access_token");
    }

    private static JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.load(URI.create(discovered("jwks_uri")).toURL());
        RSASSAVerifier verifier = new RSASSAVerifier(
                keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey());
        assertThat(jwt.verify(verifier)).as("signature").isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static String discovered(String endpoint) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(issuer.issuerUrl() + "/.well-known/openid-configuration"))
                .build();
        String document =
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JSONObjectUtils.getString(JSONObjectUtils.parse(document), endpoint);
    }
}
