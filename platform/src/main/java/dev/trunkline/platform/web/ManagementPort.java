package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.StatusProblems;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Serves what is {@link OnManagementPort} where health and metrics are, and there alone, through everything that a request of the API passes:
 * token, role, limits, audit log.
 */
@ApplicationScoped
class ManagementPort {

    private static final String ADMINISTRATION = "/v1/admin/";
    private static final String CAME_BY_IT = ManagementPort.class.getName();

    private final CurrentVertxRequest http;
    private volatile @Nullable Router api;

    ManagementPort(CurrentVertxRequest http) {
        this.http = http;
    }

    void register(@Observes Router router) {
        api = router;
    }

    void registerManagement(@Observes ManagementInterface management) {
        management.router().route().handler(this::forward);
    }

    private void forward(RoutingContext context) {
        Router target = api;
        String path = context.normalizedPath();
        if (target == null || path == null || !path.startsWith(ADMINISTRATION)) {
            context.next();
            return;
        }
        context.put(CAME_BY_IT, true);
        target.handleContext(context);
    }

    @ServerRequestFilter
    void keepApart(ResourceInfo resource) {
        boolean wanted = resource.getResourceClass().isAnnotationPresent(OnManagementPort.class);
        boolean given = http.getCurrent().get(CAME_BY_IT) != null;
        if (wanted != given) {
            throw StatusProblems.notFound();
        }
    }
}
