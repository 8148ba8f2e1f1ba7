package dev.trunkline.platform.notes;

import dev.trunkline.platform.web.Roles;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;

/** A stream that ends with its client. */
@Path("/v1/tenants/{tenantId}/ticks")
class TickResource {

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.TENANT_ADMIN)
    public Multi<String> ticks(@PathParam("tenantId") UUID tenantId) {
        return Multi.createFrom().ticks().every(Duration.ofMillis(50)).map(tick -> "tick " + tick);
    }
}
