package dev.trunkline.platform.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** An OpenID Connect provider that can go away, come back and change its keys. */
final class TestProvider implements AutoCloseable {

    private final int port;
    private final List<PublicJsonWebKey> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger keysRead = new AtomicInteger();
    private HttpServer server;

    TestProvider(int port) {
        this.port = port;
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/trunkline";
    }

    void comeUp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/realms/trunkline/.well-known/openid-configuration", this::discover);
        server.createContext("/realms/trunkline/keys", this::keys);
        server.start();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    int keysRead() {
        return keysRead.get();
    }

    /** Publishes a new key beside the others. */
    PublicJsonWebKey newKey() {
        PublicJsonWebKey key = rsa();
        published.add(key);
        return key;
    }

    PublicJsonWebKey newEllipticKey() {
        PublicJsonWebKey key = named(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256), "ES256");
        published.add(key);
        return key;
    }

    void withdraw(PublicJsonWebKey key) {
        published.remove(key);
    }

    private interface Generator {
        PublicJsonWebKey generate() throws JoseException;
    }

    static PublicJsonWebKey rsa() {
        return named(() -> RsaJwkGenerator.generateJwk(2048), "RS256");
    }

    private static PublicJsonWebKey named(Generator generator, String algorithm) {
        try {
            PublicJsonWebKey key = generator.generate();
            key.setKeyId(UUID.randomUUID().toString());
            key.setUse("sig");
            key.setAlgorithm(algorithm);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of an administrator of a tenant, as they should be. */
    JwtClaims claimsFor(UUID tenant) {
        long now = Instant.now().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience("trunkline");
        claims.setSubject("ada");
        claims.setClaim("iat", now - 300);
        claims.setClaim("exp", now + 300);
        claims.setClaim("realm_access", Map.of("roles", List.of("tenant-admin", "offline_access")));
        claims.setClaim("https://trunkline.example/claims", Map.of("tenant", List.of(tenant.toString())));
        return claims;
    }

    static String sign(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(key.getAlgorithm());
        return compact(signature, claims);
    }

    static String unsigned(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return compact(signature, claims);
    }

    /** Signed with what everybody knows, the public key, as a secret. */
    static String signedByPublicKey(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        return compact(signature, claims);
    }

    private static String compact(JsonWebSignature signature, JwtClaims claims) {
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void discover(HttpExchange exchange) throws IOException {
        String document =
                """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
                 "introspection_endpoint": "%1$s/introspect"}"""
                        .formatted(issuer());
        answer(exchange, document);
    }

    private void keys(HttpExchange exchange) throws IOException {
        keysRead.incrementAndGet();
        answer(exchange, new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
