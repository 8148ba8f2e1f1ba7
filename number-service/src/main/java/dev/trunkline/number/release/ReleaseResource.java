package dev.trunkline.number.release;

import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

@Tag(name = "Release")
@Path("/v1/tenants/{tenantId}/numbers/{telephoneNumber}")
@Produces(MediaType.APPLICATION_JSON)
class ReleaseResource {

    private final ReleaseService releases;

    ReleaseResource(ReleaseService releases) {
        this.releases = releases;
    }

    @POST
    @Path("release")
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Asks the operator to take the unassigned number back")
    @APIResponse(
            responseCode = "200",
            description = "The number; its release is requested",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response release(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable ReleaseNumberRequest request) {
        return answer(releases.request(tenantId, telephoneNumber, request == null ? null : request.reason(), ifMatch));
    }

    @POST
    @Path("withdraw-release")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Withdraws the request as long as the operator has not decided it")
    @APIResponse(
            responseCode = "200",
            description = "The number, staying",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response withdraw(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(releases.withdraw(tenantId, telephoneNumber, ifMatch));
    }

    private static Response answer(NumberView view) {
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }
}
