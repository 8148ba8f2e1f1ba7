package dev.trunkline.local;

import java.net.URI;

/** Where everything is, and how to get a token. */
record Welcome(StackPorts ports, StackAddresses addresses) {
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "operator-service", addresses.operatorService());
        line(text, "tenant-service", addresses.tenantService());
        line(text, "number-service", addresses.numberService());
        text.append("  %-18s %s%n".formatted("issuer", addresses.issuer()));
        text.append("  %-18s 127.0.0.1:%d  databases operator, tenant, number; user and password postgres%n"
                .formatted("PostgreSQL", ports.postgres()));
        text.append("  %-18s 127.0.0.1:%d%n".formatted("Kafka", ports.kafka()));
        text.append(
                """

                A token, as "access_token", for a platform admin, an operator or a tenant admin:
                  %1$s -d client_id=platform-admin
                  %1$s -d client_id=operator:<operatorId>
                  %1$s -d client_id=tenant:<tenantId>

                ./deploy/local/up --demo, in another terminal, plays the story against this stack. Ctrl-C stops everything.
                """
                        .formatted("curl -s " + addresses.issuer()
                                + "/token -d grant_type=client_credentials -d client_secret=any"));
        return text.toString();
    }

    private static void line(StringBuilder text, String service, URI address) {
        text.append("  %-18s %s  Swagger UI %s/q/swagger-ui%n".formatted(service, address, address));
    }
}
