package dev.trunkline.local;

import java.net.URI;

/**
 * Where a running stack answers.
 *
 * @param operatorService scheme, host and port, without a path; likewise the other services
 * @param issuer the OpenID Connect issuer; its token endpoint is {@code <issuer>/token}
 */
public record StackAddresses(URI operatorService, URI tenantService, URI numberService, URI issuer) {}
