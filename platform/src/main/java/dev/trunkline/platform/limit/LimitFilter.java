package dev.trunkline.platform.limit;

import dev.trunkline.platform.limit.CallerLimits.Kind;
import dev.trunkline.platform.limit.CallerTurns.State;
import dev.trunkline.platform.limit.CallerTurns.Turn;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemView;
import dev.trunkline.platform.web.BodyLimit;
import dev.trunkline.platform.web.Caller;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
import java.util.concurrent.CompletableFuture;
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
    /** Longer than any transaction lasts: by then the work is over, whether or not anybody was told. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(1);

    private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofSeconds(5);

    private final CallerLimits limits;
    private final LimitSettings settings;
    private final Caller caller;
    private final CurrentVertxRequest http;
    private final EarlyRefusal early;
    private final CallerTurns turns;
    private final Vertx vertx;

    LimitFilter(
            CallerLimits limits,
            CallerTurns turns,
            LimitSettings settings,
            Caller caller,
            CurrentVertxRequest http,
            EarlyRefusal early,
            Vertx vertx) {
        this.limits = limits;
        this.turns = turns;
        this.settings = settings;
        this.caller = caller;
        this.http = http;
        this.early = early;
        this.vertx = vertx;
    }

    /** Before anything that costs more than a look at the token; goes on when it is the request's turn. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    @Nullable
    Uni<Void> check(ResourceInfo resource) {
        RoutingContext context = http.getCurrent();
        String name = name();
        take(name, context);
        Kind kind = kind(resource.getResourceMethod());
        if (kind != null) {
            open(kind, name, context);
            return null;
        }
        return takeTurn(name, context);
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

    private @Nullable Uni<Void> takeTurn(String name, RoutingContext context) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        // It goes on in its own context, not in that of the request that makes room for it.
        Context own = vertx.getOrCreateContext();
        Turn turn = turns.enter(name, () -> own.runOnContext(now -> begun.complete(null)));
        if (turn.state() == State.REFUSED) {
            throw tooManyWait();
        }
        OwnTurn.of(context, () -> turns.leave(turn));
        whenOver(context, () -> over(context, turn, begun));
        return turn.state() == State.BEGUN ? null : Uni.createFrom().completionStage(begun);
    }

    /** What waits need not begin. What has begun goes on without the client, and keeps its turn until it is done. */
    private void over(RoutingContext context, Turn turn, CompletableFuture<Void> begun) {
        if (turn.state() == State.WAITING) {
            turns.leave(turn);
            begun.completeExceptionally(tooManyWait());
        } else if (turn.state() == State.BEGUN && context.response().ended()) {
            turns.leave(turn);
        } else if (turn.state() == State.BEGUN) {
            vertx.setTimer(LONGEST_WORK.toMillis(), over -> turns.leave(turn));
        }
    }

    /** The work is done: what is left is to write the answer, which takes as long as the client reads. */
    @ServerResponseFilter(priority = BEFORE_THE_AUDIT_LOG)
    void leave(ContainerResponseContext response) {
        OwnTurn.end(http.getCurrent());
    }

    private ProblemException tooManyWait() {
        return RateLimitHeaders.tooMany(
                settings.waiting() + " requests of yours wait already: await their answers first.",
                UNTIL_A_PLACE_IS_FREE);
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
        whenOver(context, () -> limits.close(kind, name));
    }

    private static void whenOver(RoutingContext context, Runnable action) {
        AtomicBoolean over = new AtomicBoolean();
        Runnable once = () -> {
            if (!over.getAndSet(true)) {
                action.run();
            }
        };
        context.addEndHandler(ended -> once.run());
        // The end of a client that had gone before nobody is told of.
        if (context.response().closed()) {
            once.run();
        }
    }
}
