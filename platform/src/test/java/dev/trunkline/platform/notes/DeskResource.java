package dev.trunkline.platform.notes;

import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** A desk of a tenant at which requests stay as long as it is closed. */
@Path("/v1/tenants/{tenantId}/desk/{visitor}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.TENANT_ADMIN)
class DeskResource {

    private final Desks desks;
    private final Caller caller;

    DeskResource(Desks desks, Caller caller) {
        this.desks = desks;
        this.caller = caller;
    }

    record Visit(String visitor, UUID tenantId, String correlationId) {}

    @GET
    public Visit visit(@PathParam("tenantId") UUID tenantId, @PathParam("visitor") String visitor)
            throws InterruptedException {
        desks.of(tenantId).stay(visitor);
        return new Visit(visitor, caller.tenantId(), caller.correlationId());
    }
}
