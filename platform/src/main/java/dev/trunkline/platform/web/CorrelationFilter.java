package dev.trunkline.platform.web;

import dev.trunkline.contracts.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its correlation id: the caller's from {@code X-Correlation-Id} when it is a plain token of up to 100 characters, else
 * a new one. It is in the answer, in every log line of the request and in the events that follow from it.
 */
@ApplicationScoped
public class CorrelationFilter {

    static final String HEADER = "X-Correlation-Id";

    /** Before everything that can fail. */
    private static final int FIRST = 1_000;

    private static final String KEY = CorrelationFilter.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    void register(@Observes Filters filters) {
        filters.register(CorrelationFilter::identify, FIRST);
    }

    private static void identify(RoutingContext context) {
        String id = acceptable(context.request().getHeader(HEADER));
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put("correlationId", id);
        context.next();
    }

    private static String acceptable(@Nullable String given) {
        return given != null && ACCEPTABLE.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    /** The id of a request; a new one outside of requests. */
    public static String of(@Nullable RoutingContext context) {
        String id = context == null ? null : context.get(KEY);
        return id == null ? Ids.next().toString() : id;
    }
}
