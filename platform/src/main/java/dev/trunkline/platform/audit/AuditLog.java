package dev.trunkline.platform.audit;

import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.CorrelationFilter;
import io.quarkus.runtime.BlockingOperationNotAllowedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * One line for each access that was refused and each change that was made, under the category {@code dev.trunkline.audit}. Keys, their order
 * and the events' names stay as they are; new keys come at the end:
 *
 * <pre>
 * event=accessRefused|change status method route tenantId operatorId actor correlationId
 * </pre>
 *
 * <p>What a caller may have thousands of a second, refusals for too many requests, is counted: their lines end with {@code times}.
 *
 * <p>The route is the template of the path: telephone numbers and users' ids in it are nobody's business here. An id in the path that is not
 * the caller's is answered as unknown, and is told apart from that only here, by {@code accessRefused} with 404.
 */
@ApplicationScoped
class AuditLog {

    private static final Logger LOG = Logger.getLogger("dev.trunkline.audit");

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> REFUSALS = Set.of(401, 403, TOO_MANY_REQUESTS);

    /** A subject is what an issuer says; it must not break out of its place in the line. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[^A-Za-z0-9._:@|/+-]");

    private static final int LONGEST_ACTOR = 200;

    private static final String FORMAT =
            "event=%s status=%d method=%s route=%s tenantId=%s operatorId=%s actor=%s correlationId=%s";

    private final Caller caller;
    private final FrequentRefusals frequent;

    AuditLog(Caller caller, FrequentRefusals frequent) {
        this.caller = caller;
        this.frequent = frequent;
    }

    @ServerResponseFilter
    void answered(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        int status = response.getStatus();
        if (REFUSALS.contains(status) || request.getProperty(ForeignAccess.PROPERTY) != null) {
            write("accessRefused", status, request, resource);
        } else if (status < 400 && !READING.contains(request.getMethod())) {
            write("change", status, request, resource);
        }
    }

    private void write(String event, int status, ContainerRequestContext request, ResourceInfo resource) {
        String actor = actor();
        String line = FORMAT.formatted(
                event,
                status,
                request.getMethod(),
                route(resource),
                parameter(request, "tenantId"),
                parameter(request, "operatorId"),
                actor,
                caller.correlationId());
        if (status == TOO_MANY_REQUESTS) {
            frequent.refused(actor, line);
        } else {
            write(line);
        }
    }

    static void write(String line) {
        LOG.infof("%s", line);
    }

    /** Of one that was refused before its path was looked at. */
    static String earlyRefusal(RoutingContext context, String actor) {
        return FORMAT.formatted(
                "accessRefused",
                TOO_MANY_REQUESTS,
                context.request().method().name(),
                "-",
                "-",
                "-",
                actor,
                CorrelationFilter.of(context));
    }

    private static String route(ResourceInfo resource) {
        if (resource.getResourceMethod() == null) {
            return "-";
        }
        String route = template(resource.getResourceClass().getAnnotation(Path.class))
                + template(resource.getResourceMethod().getAnnotation(Path.class));
        return route.isEmpty() ? "/" : route;
    }

    private static String template(@Nullable Path path) {
        if (path == null || path.value().isEmpty()) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    private static String parameter(ContainerRequestContext request, String name) {
        String value = request.getUriInfo().getPathParameters().getFirst(name);
        return value == null ? "-" : printable(value);
    }

    /** Where the token was refused there is no identity, and none to be had on the thread that says so. */
    private String actor() {
        try {
            return printable(caller.subject());
        } catch (SecurityException | BlockingOperationNotAllowedException noToken) {
            return "anonymous";
        }
    }

    static String printable(String text) {
        String cut = text.length() > LONGEST_ACTOR ? text.substring(0, LONGEST_ACTOR) : text;
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
