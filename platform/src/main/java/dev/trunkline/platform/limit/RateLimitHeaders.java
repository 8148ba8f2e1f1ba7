package dev.trunkline.platform.limit;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** What a caller is told of its limit: draft-ietf-httpapi-ratelimit-headers, and Retry-After. */
final class RateLimitHeaders {

    static final String LEFT = "RateLimit";

    private RateLimitHeaders() {}

    /** @param window how long an empty bucket takes to fill */
    static void tell(RoutingContext context, ConsumptionProbe probe, LimitSettings settings, Duration window) {
        long left = probe.getRemainingTokens();
        long untilFull = -Math.floorDiv(left - settings.burst(), settings.requestsPerSecond());
        context.response()
                .putHeader("RateLimit-Policy", "\"caller\";q=" + settings.burst() + ";w=" + seconds(window))
                .putHeader(LEFT, "\"caller\";r=" + left + ";t=" + untilFull);
    }

    static ProblemException refusal(ConsumptionProbe probe, LimitSettings settings) {
        return tooMany(
                "Wait as long as Retry-After says, and send at most " + settings.requestsPerSecond()
                        + " requests a second.",
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    static ProblemException tooMany(String detail, Duration wait) {
        return new ProblemException(PlatformProblem.TOO_MANY_REQUESTS, detail)
                .withHeader("Retry-After", Long.toString(seconds(wait)));
    }

    private static long seconds(Duration duration) {
        return Math.max(1, -Math.floorDiv(-duration.toMillis(), 1_000L));
    }
}
