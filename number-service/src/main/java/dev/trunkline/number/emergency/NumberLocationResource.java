package dev.trunkline.number.emergency;

import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Numbers")
@Path("/v1/tenants/{tenantId}/numbers/{telephoneNumber}/emergency-location")
@Produces(MediaType.APPLICATION_JSON)
class NumberLocationResource {

    private final NumberLocationService locations;

    NumberLocationResource(NumberLocationService locations) {
        this.locations = locations;
    }

    @PUT
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Sends emergency calls of the number, assigned or not, to another location")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response locate(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SetEmergencyLocationRequest request) {
        NumberView view = locations.locate(tenantId, telephoneNumber, request.locationId(), ifMatch);
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }

    /** The location to send emergency calls to. */
    public record SetEmergencyLocationRequest(@NotNull UUID locationId) {}
}
