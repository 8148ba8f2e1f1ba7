package dev.trunkline.embedded;

import java.util.Map;
import java.util.UUID;

/**
 * An OpenID Connect issuer in this JVM, on 127.0.0.1, with discovery, JWKS and the client credentials grant. The client id says
 * whom a token is for: {@code platform-admin}, {@code operator:<operatorId>} or {@code tenant:<tenantId>}; any other gets a
 * token without roles. Every secret is right, so nothing but tests and the local stack may trust it.
 *
 * <p>Its signing keys are the same at every start: tokens outlive a restart.
 */
public final class EmbeddedIssuer implements AutoCloseable {
    public static final String AUDIENCE = "trunkline";

    private final IssuerControl control;

    EmbeddedIssuer(IssuerControl control) {
        this.control = control;
    }

    /** @param port on 127.0.0.1; 0 takes a free one */
    public static EmbeddedIssuer start(int port) {
        return new EmbeddedIssuer(IssuerServer.start(port));
    }

    public String issuerUrl() {
        return control.issuerUrl();
    }

    public String platformAdminToken() {
        return token(ClientCredentials.claims("platform-admin"));
    }

    public String operatorToken(UUID operatorId) {
        return token(ClientCredentials.claims("operator:" + operatorId));
    }

    public String tenantToken(UUID tenantId) {
        return token(ClientCredentials.claims("tenant:" + tenantId));
    }

    /**
     * A signed token with the given claims over the usual ones: one hour, this issuer, the audience {@code trunkline}. So
     * {@code exp} in the past, another {@code aud} or another {@code iss} make the tokens that must be refused.
     */
    public String token(Map<String, Object> claims) {
        return control.token(claims);
    }

    @Override
    public void close() {
        control.close();
    }
}
