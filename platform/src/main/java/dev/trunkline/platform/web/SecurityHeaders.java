package dev.trunkline.platform.web;

import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Headers of every answer that keep a browser, should one ever show it, from doing more than showing it; and shared caches from keeping what
 * a token was needed for. Set first, so that whoever answers may replace one.
 */
@ApplicationScoped
class SecurityHeaders {

    /** Before everything that answers. */
    private static final int FIRST = 2_000;

    private static final String SWAGGER_UI = "/q/swagger-ui";
    private static final String POLICY = "Content-Security-Policy";

    /** Two years, as the lists of browsers ask for; they heed it over TLS alone. */
    private static final String TRANSPORT = "max-age=63072000; includeSubDomains";

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, FIRST);
    }

    void registerManagement(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(SecurityHeaders::add);
    }

    private static void add(RoutingContext context) {
        set(context);
        context.next();
    }

    /** For answers that are given before the filters had their turn. */
    static void set(RoutingContext context) {
        String path = context.request().path();
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Strict-Transport-Security", TRANSPORT)
                .set("Cache-Control", "no-store");
        headers.set(
                POLICY,
                path != null && path.startsWith(SWAGGER_UI)
                        ? "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
                                + "frame-ancestors 'none'"
                        : "default-src 'none'; frame-ancestors 'none'");
    }
}
