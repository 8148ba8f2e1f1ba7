package dev.trunkline.platform.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Ends the connection of a client whose body does not come in time, from when somebody waits for it: what the service itself takes until
 * then is not the client's. Uploads are read by the resource itself, and {@link BodyLimit} watches those.
 */
@ApplicationScoped
class BodyTime {

    /** What was busy until now may have been the thread that reads, and the body lies in the socket: it is read before this. */
    private static final int SECOND_LOOK_MILLIS = 100;

    private final Vertx vertx;
    private final CurrentVertxRequest http;
    private final long millis;

    BodyTime(
            Vertx vertx,
            CurrentVertxRequest http,
            @ConfigProperty(name = "trunkline.http.max-body-time") Duration longest) {
        this.vertx = vertx;
        this.http = http;
        this.millis = longest.toMillis();
    }

    /** On an event loop the body is gathered before anybody reads it; in other threads reading begins by {@link #begin}. */
    @ServerRequestFilter
    void watch(ResourceInfo resource) {
        if (Context.isOnEventLoopThread() && !BodyLimit.takesUploads(resource.getResourceMethod())) {
            begin();
        }
    }

    /** Somebody waits for the body from now on. */
    void begin() {
        RoutingContext context = http.getCurrent();
        HttpServerRequest request = context.request();
        if (!announcesBody(request) || request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(millis, elapsed -> vertx.setTimer(SECOND_LOOK_MILLIS, again -> end(context)));
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
    }

    private static void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        // An answer that has begun may last: whoever made it waits for no body.
        if (!request.isEnded() && !context.response().headWritten()) {
            request.connection().close();
        }
    }

    /** A request without a body is paused, and so never ended, as long as nobody reads it. */
    private static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                : !length.strip().equals("0");
    }
}
