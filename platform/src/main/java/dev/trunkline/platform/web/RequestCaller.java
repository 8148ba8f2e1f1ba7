package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller as the token of the current request names it; a job in a request context without a request is anonymous. */
@RequestScoped
class RequestCaller implements Caller {

    private final SecurityIdentity identity;
    private final TokenSettings settings;
    private final String correlationId;

    RequestCaller(SecurityIdentity identity, TokenSettings settings, CurrentVertxRequest http) {
        this.identity = identity;
        this.settings = settings;
        this.correlationId = CorrelationFilter.of(http.getCurrent());
    }

    @Override
    public String subject() {
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }

    @Override
    public boolean isPlatformAdmin() {
        return identity.hasRole(Roles.PLATFORM_ADMIN);
    }

    @Override
    public @Nullable UUID operatorId() {
        return identity.hasRole(Roles.OPERATOR) ? idOf(settings.operatorClaim()) : null;
    }

    @Override
    public @Nullable UUID tenantId() {
        return identity.hasRole(Roles.TENANT_ADMIN) ? idOf(settings.tenantClaim()) : null;
    }

    @Override
    public String correlationId() {
        return correlationId;
    }

    private @Nullable UUID idOf(ClaimPath claim) {
        Optional<String> value =
                identity.getPrincipal() instanceof JsonWebToken token ? claim.in(token) : Optional.empty();
        return value.map(text -> read(claim, text)).orElse(null);
    }

    private static UUID read(ClaimPath claim, String text) {
        return Uuids.parse(text)
                .orElseThrow(() -> new ProblemException(
                        PlatformProblem.FORBIDDEN,
                        "The token's claim " + claim + " is no UUID: ask for another token."));
    }
}
