package dev.trunkline.number.inventory;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Tag(name = "Numbers")
@Path("/v1/tenants/{tenantId}/numbers")
@Produces(MediaType.APPLICATION_JSON)
class NumberResource {

    private final NumberService numbers;

    NumberResource(NumberService numbers) {
        this.numbers = numbers;
    }

    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The tenant's numbers by number; every filter narrows the list")
    public Page<NumberView> list(
            @PathParam("tenantId") UUID tenantId, @BeanParam NumberFilter filter, @BeanParam PageRequest page) {
        return numbers.list(tenantId, filter, page);
    }

    @GET
    @Path("{telephoneNumber}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One number")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("telephoneNumber") String telephoneNumber) {
        NumberView view = numbers.get(tenantId, telephoneNumber);
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }
}
