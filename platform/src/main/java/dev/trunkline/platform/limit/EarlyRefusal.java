package dev.trunkline.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trunkline.platform.audit.FrequentRefusals;
import dev.trunkline.platform.web.Digests;
import dev.trunkline.platform.web.RoutedProblems;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the next requests of a caller that was refused: by its token alone, which was found good then, before anybody looks at that again,
 * reads the body or takes a thread or a connection to the database. So a client that heeds no refusal costs the others as little as it can,
 * and has to wait for the next one.
 *
 * <p>Only tokens that were verified get here, so nobody is refused for what another sends; nobody is let in here either.
 */
@ApplicationScoped
class EarlyRefusal {

    private static final int BEFORE_AUTHENTICATION = 400;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final String TAKEN = EarlyRefusal.class.getName();

    /** @param waiting refusals of this token that are held at present */
    private record Refused(String caller, String actor, AtomicInteger waiting) {}

    private final CallerLimits limits;
    private final LimitSettings settings;
    private final RoutedProblems problems;
    private final FrequentRefusals audit;
    private final Vertx vertx;
    private final Cache<ByteBuffer, Refused> refused;
    private final AtomicInteger waiting = new AtomicInteger();

    EarlyRefusal(
            CallerLimits limits, LimitSettings settings, RoutedProblems problems, FrequentRefusals audit, Vertx vertx) {
        this.limits = limits;
        this.settings = settings;
        this.problems = problems;
        this.audit = audit;
        this.vertx = vertx;
        this.refused = Caffeine.newBuilder()
                .maximumSize(settings.callers())
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, BEFORE_AUTHENTICATION);
    }

    /** The caller of this request, whose token is good, was refused. */
    void expect(RoutingContext context, String caller, String actor) {
        ByteBuffer token = token(context);
        if (token != null) {
            refused.asMap().putIfAbsent(token, new Refused(caller, actor, new AtomicInteger()));
        }
    }

    /** Whether the request was counted before anybody knew whose it is. */
    boolean hasTaken(RoutingContext context) {
        return context.get(TAKEN) != null;
    }

    private void filter(RoutingContext context) {
        ByteBuffer token = refused.estimatedSize() == 0 ? null : token(context);
        Refused known = token == null ? null : refused.getIfPresent(token);
        if (known == null) {
            context.next();
            return;
        }
        ConsumptionProbe probe = limits.take(known.caller());
        RateLimitHeaders.tell(context, probe, settings, limits.window());
        if (probe.isConsumed()) {
            context.put(TAKEN, true);
            context.next();
            return;
        }
        audit.refusedEarly(context, known.actor());
        int ofCaller = known.waiting().incrementAndGet();
        if (waiting.incrementAndGet() > settings.delayedRefusals()) {
            refuse(context, probe, known);
        } else {
            long millis = RefusalDelay.millis(
                    settings.refusalDelay(),
                    ofCaller,
                    ThreadLocalRandom.current().nextDouble());
            vertx.setTimer(millis, waited -> refuse(context, probe, known));
        }
    }

    private void refuse(RoutingContext context, ConsumptionProbe probe, Refused known) {
        waiting.decrementAndGet();
        known.waiting().decrementAndGet();
        if (!context.response().closed() && !context.response().ended()) {
            problems.refuse(context, RateLimitHeaders.refusal(probe, settings));
        }
    }

    /** Its digest: tokens are not kept. */
    private static @Nullable ByteBuffer token(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? null : ByteBuffer.wrap(Digests.sha256(authorization));
    }
}
