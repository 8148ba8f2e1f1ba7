package dev.trunkline.embedded;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;

/** What the token of a client holds. */
final class ClientCredentials implements OAuth2TokenCallback {
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final Pattern PARTY = Pattern.compile("(operator|tenant):([0-9a-fA-F-]{36})");

    private final String issuerId;

    ClientCredentials(String issuerId) {
        this.issuerId = issuerId;
    }

    /** Subject, roles and the id of the party; only the subject for an id that stands for nobody. */
    static Map<String, Object> claims(String clientId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", clientId);
        if (clientId.equals("platform-admin")) {
            claims.put("roles", List.of("platform-admin"));
            return claims;
        }
        Matcher party = PARTY.matcher(clientId);
        if (party.matches() && isUuid(party.group(2))) {
            boolean operator = party.group(1).equals("operator");
            claims.put("roles", List.of(operator ? "operator" : "tenant-admin"));
            claims.put(
                    operator ? "operator_id" : "tenant_id",
                    UUID.fromString(party.group(2)).toString());
        }
        return claims;
    }

    private static boolean isUuid(String text) {
        try {
            UUID.fromString(text);
            return true;
        } catch (IllegalArgumentException not) {
            return false;
        }
    }

    @Override
    public String issuerId() {
        return issuerId;
    }

    @Override
    public String subject(TokenRequest request) {
        return clientId(request);
    }

    @Override
    public String typeHeader(TokenRequest request) {
        return "JWT";
    }

    @Override
    public List<String> audience(TokenRequest request) {
        return List.of(EmbeddedIssuer.AUDIENCE);
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        return claims(clientId(request));
    }

    @Override
    public long tokenExpiry() {
        return LIFETIME.toSeconds();
    }

    private static String clientId(TokenRequest request) {
        if (request.getClientAuthentication() != null) {
            return request.getClientAuthentication().getClientID().getValue();
        }
        return request.getClientID() == null
                ? "anonymous"
                : request.getClientID().getValue();
    }
}
