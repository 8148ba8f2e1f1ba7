package dev.trunkline.platform.limit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The turn that the current request has among those of its caller. */
@ApplicationScoped
public class OwnTurn {

    private static final String KEY = OwnTurn.class.getName();

    private final CurrentVertxRequest http;

    OwnTurn(CurrentVertxRequest http) {
        this.http = http;
    }

    /** The request does no more work, and only waits: others of its caller may begin. */
    public void end() {
        end(http.getCurrent());
    }

    static void of(RoutingContext context, Runnable leave) {
        context.put(KEY, leave);
    }

    static void end(RoutingContext context) {
        Runnable leave = context.remove(KEY);
        if (leave != null) {
            leave.run();
        }
    }
}
