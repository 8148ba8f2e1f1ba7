package dev.trunkline.platform.limit;

import dev.trunkline.platform.limit.CallerLimits.Kind;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemView;
import dev.trunkline.platform.web.BodyLimit;
import dev.trunkline.platform.web.Caller;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller ask only so often, and have only so much open at once. Every answer tells by {@code RateLimit} and {@code
 * RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers) what is left, and a refusal by {@code Retry-After} when to come again.
 *
 * <p>Requests without a valid token are refused before and count for nobody: to hold those off is the gateway's work.
 */
@ApplicationScoped
class LimitFilter {

    private static final int BEFORE_THE_AUDIT_LOG = Priorities.USER + 100;
    private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofSeconds(5);

    private final CallerLimits limits;
    private final LimitSettings settings;
    private final Caller caller;
    private final CurrentVertxRequest http;
    private final EarlyRefusal early;

    LimitFilter(
            CallerLimits limits, LimitSettings settings, Caller caller, CurrentVertxRequest http, EarlyRefusal early) {
        this.limits = limits;
        this.settings = settings;
        this.caller = caller;
        this.http = http;
        this.early = early;
    }

    /** Before anything that costs more than a look at the token. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void check(ResourceInfo resource) {
        RoutingContext context = http.getCurrent();
        String name = name();
        take(name, context);
        Kind kind = kind(resource.getResourceMethod());
        if (kind != null) {
            open(kind, name, context);
        }
    }

    /** Who has the wrong role is refused before {@link #check}, and has asked all the same. */
    @ServerResponseFilter(priority = BEFORE_THE_AUDIT_LOG)
    void count(ContainerResponseContext response, UriInfo uri) {
        RoutingContext context = http.getCurrent();
        if (response.getStatus() != 403 || context.response().headers().contains(RateLimitHeaders.LEFT)) {
            return;
        }
        try {
            take(name(), context);
        } catch (ProblemException tooMany) {
            response.setStatus(tooMany.type().status());
            response.setEntity(ProblemView.of(tooMany, uri.getRequestUri().getRawPath()));
            tooMany.headers().forEach(response.getHeaders()::putSingle);
        }
    }

    private void take(String name, RoutingContext context) {
        if (early.hasTaken(context)) {
            return;
        }
        ConsumptionProbe probe = limits.take(name);
        RateLimitHeaders.tell(context, probe, settings, limits.window());
        if (!probe.isConsumed()) {
            early.expect(context, name, caller.subject());
            throw RateLimitHeaders.refusal(probe, settings);
        }
    }

    private String name() {
        UUID tenant = caller.tenantId();
        UUID operator = caller.operatorId();
        if (tenant != null) {
            return "tenant:" + tenant;
        }
        return operator == null ? "subject:" + caller.subject() : "operator:" + operator;
    }

    /** By what the method answers: a client may also ask for a stream by accepting anything. */
    private static @Nullable Kind kind(Method method) {
        if (BodyLimit.takesUploads(method)) {
            return Kind.UPLOAD;
        }
        Produces produces = method.getAnnotation(Produces.class);
        boolean streams = produces != null && List.of(produces.value()).contains(MediaType.SERVER_SENT_EVENTS);
        return streams ? Kind.STREAM : null;
    }

    private void open(Kind kind, String name, RoutingContext context) {
        if (!limits.open(kind, name)) {
            String what = kind == Kind.UPLOAD ? "uploads" : "streams";
            throw RateLimitHeaders.tooMany(
                    "You have " + limits.most(kind) + " " + what + " open, as many as may be at once: end one first.",
                    UNTIL_A_PLACE_IS_FREE);
        }
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable close = () -> {
            if (open.getAndSet(false)) {
                limits.close(kind, name);
            }
        };
        context.addEndHandler(ended -> close.run());
        // The end of a client that had gone before nobody is told of.
        if (context.response().closed()) {
            close.run();
        }
    }
}
