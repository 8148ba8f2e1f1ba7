package dev.trunkline.number.emergency;

import dev.trunkline.number.emergency.EmergencyAddressView.LocationView;
import dev.trunkline.number.emergency.EmergencyLocationService.Located;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Emergency addresses")
@Path("/v1/tenants/{tenantId}/emergency-addresses/{civicAddressId}/locations")
@Produces(MediaType.APPLICATION_JSON)
class EmergencyLocationResource {

    private final EmergencyLocationService locations;

    EmergencyLocationResource(EmergencyLocationService locations) {
        this.locations = locations;
    }

    @POST
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Adds a place within the address, a floor or a wing; validated addresses take them too")
    @APIResponse(
            responseCode = "201",
            description = "Added; the ETag is the one of the address, of which it is a part",
            content = @Content(schema = @Schema(implementation = LocationView.class)))
    public Response add(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("civicAddressId") UUID civicAddressId,
            @Valid @NotNull AddLocationRequest request,
            @Context UriInfo uri) {
        Located added = locations.add(tenantId, civicAddressId, request.description());
        return answer(
                Response.created(uri.getAbsolutePathBuilder()
                        .path(added.location().locationId().toString())
                        .build()),
                added);
    }

    @GET
    @Path("{locationId}")
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One location; the ETag is the one of its address")
    @APIResponse(
            responseCode = "200",
            description = "The location",
            content = @Content(schema = @Schema(implementation = LocationView.class)))
    public Response get(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("civicAddressId") UUID civicAddressId,
            @PathParam("locationId") UUID locationId) {
        return answer(Response.ok(), locations.get(tenantId, civicAddressId, locationId));
    }

    @DELETE
    @Path("{locationId}")
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Deletes a location that no number uses; If-Match takes the ETag of its address")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("civicAddressId") UUID civicAddressId,
            @PathParam("locationId") UUID locationId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        locations.delete(tenantId, civicAddressId, locationId, ifMatch);
        return Response.noContent().build();
    }

    private static Response answer(Response.ResponseBuilder answer, Located located) {
        return answer.entity(LocationView.of(located.location()))
                .tag(EntityTags.of(located.revision()))
                .build();
    }

    /** What the place is called, for those who come to help. */
    public record AddLocationRequest(@NotBlank @Size(max = 200) String description) {}
}
