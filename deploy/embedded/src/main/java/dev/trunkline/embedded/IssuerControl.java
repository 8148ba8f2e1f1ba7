package dev.trunkline.embedded;

import java.util.Map;

/** What the issuer does. Only types of the JDK, so that it can be called from another class loader: see {@link JvmServers}. */
interface IssuerControl {
    String issuerUrl();

    String token(Map<String, Object> claims);

    void close();
}
