package dev.trunkline.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** The issuer's HTTP server and its keys. */
final class IssuerServer implements IssuerControl {
    private static final String ISSUER_ID = "trunkline";

    private final MockOAuth2Server server;
    private final KeyProvider keys;
    private final String issuerUrl;

    private IssuerServer(MockOAuth2Server server, KeyProvider keys, int port) {
        this.server = server;
        this.keys = keys;
        this.issuerUrl = "http://127.0.0.1:" + port + "/" + ISSUER_ID;
    }

    static IssuerServer start(int port) {
        int chosen = port == 0 ? Ports.free() : port;
        Ports.requireFree(chosen, "the OpenID Connect issuer");
        KeyProvider keys = new KeyProvider();
        // Not its default web server, which remembers every request.
        MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(keys),
                Set.of(new ClientCredentials(ISSUER_ID)),
                new NettyWrapper()));
        server.start(Ports.loopback(), chosen);
        return new IssuerServer(server, keys, chosen);
    }

    @Override
    public String issuerUrl() {
        return issuerUrl;
    }

    @Override
    public String token(Map<String, Object> claims) {
        Instant now = Instant.now();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iss", issuerUrl);
        all.put("aud", EmbeddedIssuer.AUDIENCE);
        all.put("sub", "nobody");
        all.put("iat", now);
        all.put("nbf", now);
        all.put("exp", now.plus(ClientCredentials.LIFETIME));
        all.put("jti", UUID.randomUUID().toString());
        all.putAll(claims);
        JWTClaimsSet.Builder body = new JWTClaimsSet.Builder();
        all.forEach((name, value) -> body.claim(name, value instanceof Instant instant ? Date.from(instant) : value));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(ISSUER_ID)
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, body.build());
        try {
            token.sign(new RSASSASigner(keys.signingKey(ISSUER_ID).toRSAKey()));
        } catch (JOSEException failed) {
            throw new EmbeddedServerException("A token could not be signed: " + failed.getMessage(), failed);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
