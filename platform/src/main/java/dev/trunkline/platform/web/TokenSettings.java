package dev.trunkline.platform.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Where a token says whom it is for; roles, subject and audience are {@code quarkus.oidc.*}. A place is a name, or names from the outside in
 * with a slash between them; a name that has a slash of its own stands in double quotes: {@code "https://example.com/claims"/tenant}.
 */
@ConfigMapping(prefix = "trunkline.token")
interface TokenSettings {

    /** The tenant's id, a UUID; read only where the token has the role {@code tenant-admin}. */
    @WithDefault("tenant_id")
    ClaimPath tenantClaim();

    /** The operator's id, a UUID; read only where the token has the role {@code operator}. */
    @WithDefault("operator_id")
    ClaimPath operatorClaim();
}
