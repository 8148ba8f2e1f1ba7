package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a request whose line or headers are too large, with a problem. The HTTP server has limits of its own that lie higher: it refuses
 * with nothing but a status, and Quarkus leads nobody to its handler of such requests.
 */
@ApplicationScoped
class HeadLimit {

    /** Once the answer has its correlation id, before everything else. */
    private static final int EARLY = 950;

    /** A colon, a space and the line's end. */
    private static final int AROUND_A_HEADER = 4;

    private final RoutedProblems problems;
    private final long line;
    private final long headers;

    HeadLimit(
            RoutedProblems problems,
            @ConfigProperty(name = "trunkline.http.max-uri-length") int line,
            @ConfigProperty(name = "trunkline.http.max-header-size") MemorySize headers) {
        this.problems = problems;
        this.line = line;
        this.headers = headers.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext context) {
        String uri = context.request().uri();
        if (uri != null && uri.length() > line) {
            refuse(context, PlatformProblem.URI_TOO_LONG, "Path and query may have " + line + " characters together.");
        } else if (sizeOfHeaders(context) > headers) {
            refuse(
                    context,
                    PlatformProblem.HEADERS_TOO_LARGE,
                    "All headers together may have " + headers + " bytes: send fewer or shorter ones.");
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, PlatformProblem type, String detail) {
        problems.refuse(context, new ProblemException(type, detail));
    }

    private static long sizeOfHeaders(RoutingContext context) {
        long size = 0;
        for (Map.Entry<String, String> header : context.request().headers()) {
            size += header.getKey().length() + header.getValue().length() + AROUND_A_HEADER;
        }
        return size;
    }
}
