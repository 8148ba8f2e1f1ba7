package dev.trunkline.platform.testing;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tokens each of which would open every door but for its one defect. */
final class BadTokens {

    private BadTokens() {}

    static Map<String, String> of(UUID tenant, UUID operator, Set<String> roles) {
        String good = everything(tenant, operator, roles, Map.of());
        int signature = good.lastIndexOf('.') + 10;
        char other = good.charAt(signature) == 'A' ? 'B' : 'A';
        return Map.of(
                "no token", "nonsense",
                "forged", good.substring(0, signature) + other + good.substring(signature + 1),
                "expired",
                        everything(
                                tenant,
                                operator,
                                roles,
                                Map.of("exp", Instant.now().minusSeconds(3600))),
                "of another issuer", everything(tenant, operator, roles, Map.of("iss", "https://elsewhere.example")),
                "for another audience", everything(tenant, operator, roles, Map.of("aud", "elsewhere")));
    }

    private static String everything(UUID tenant, UUID operator, Set<String> roles, Map<String, Object> defect) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "sub", "everybody",
                "roles", List.copyOf(roles),
                "operator_id", operator.toString(),
                "tenant_id", tenant.toString()));
        claims.putAll(defect);
        return TrunklineTestServers.issuer().token(claims);
    }
}
