package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.GoneClient;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.StatusProblems;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Problems for what never reaches a resource: the HTTP server's own refusals and paths that nobody serves. */
@ApplicationScoped
class UnroutedProblems {

    private static final Logger LOG = Logger.getLogger(UnroutedProblems.class);

    private final RoutedProblems problems;
    private final long largest;

    UnroutedProblems(
            RoutedProblems problems, @ConfigProperty(name = "trunkline.http.max-upload-size") MemorySize largest) {
        this.problems = problems;
        this.largest = largest.asLongValue();
    }

    void registerFilter(@Observes Filters filters) {
        filters.register(this::refuseUnreadable, 900);
        filters.register(this::refuseTooLarge, 500);
    }

    void registerRoutes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).failureHandler(this::failed);
        router.route().last().handler(context -> problems.answer(context, StatusProblems.notFound()));
    }

    /** The port's own paths answer for themselves; what cannot be read is a problem here too. */
    void registerManagement(@Observes ManagementInterface management) {
        management
                .router()
                .route()
                .order(Integer.MIN_VALUE + 1)
                .handler(this::refuseUnreadable)
                .failureHandler(this::failed);
    }

    /** What is no URI fails again and again later on, whoever looks at it, and as if the fault were ours. */
    private void refuseUnreadable(RoutingContext context) {
        if (isUri(context.request().uri())) {
            context.next();
        } else {
            problems.answer(
                    context,
                    new ProblemException(
                            PlatformProblem.BAD_REQUEST,
                            "The path or the query is no URI (RFC 3986): percent-encode what has a meaning in it, in UTF-8."));
        }
    }

    private static boolean isUri(@Nullable String uri) {
        try {
            return uri != null && new URI(uri).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Before the server's own limit, which answers with nothing but a status. */
    private void refuseTooLarge(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > largest) {
            problems.refuse(context, BodyLimit.tooLarge(largest));
        } else {
            context.next();
        }
    }

    private void failed(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        Throwable failure = context.failure();
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            problems.answer(context, StatusProblems.of(status));
            return;
        }
        if (context.response().headWritten()) {
            context.response().reset();
            return;
        }
        if (failure != null && GoneClient.explains(failure, context.response())) {
            LOG.infof("client went away: %s", context.request().path());
            return;
        }
        LOG.errorf(failure, "request failed: %s", context.request().path());
        problems.answer(context, new ProblemException(PlatformProblem.INTERNAL_ERROR, ProblemException.TRY_LATER));
    }
}
