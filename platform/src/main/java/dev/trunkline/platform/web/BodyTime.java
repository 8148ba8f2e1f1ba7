package dev.trunkline.platform.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
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
 * Ends the connection of a client whose body does not come in time. No thread waits for such a body, but its memory and its connection are
 * kept. Uploads are read by the resource itself, and {@link BodyLimit} watches those.
 */
@ApplicationScoped
class BodyTime {

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

    @ServerRequestFilter
    void watch(ResourceInfo resource) {
        RoutingContext context = http.getCurrent();
        HttpServerRequest request = context.request();
        if (!announcesBody(request) || request.isEnded() || BodyLimit.takesUploads(resource.getResourceMethod())) {
            return;
        }
        long timer = vertx.setTimer(millis, elapsed -> {
            // An answer that has begun may last: whoever made it waits for no body.
            if (!request.isEnded() && !context.response().headWritten()) {
                request.connection().close();
            }
        });
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
    }

    /** A request without a body is paused, and so never ended, as long as nobody reads it. */
    private static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                : !length.strip().equals("0");
    }
}
