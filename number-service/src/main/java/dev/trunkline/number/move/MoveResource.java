package dev.trunkline.number.move;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Moves")
@Path("/v1/tenants/{tenantId}/moves")
@Produces(MediaType.APPLICATION_JSON)
class MoveResource {

    private final MoveService moves;

    MoveResource(MoveService moves) {
        this.moves = moves;
    }

    @POST
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Begins to move Calling Plan or Direct Routing numbers to an operator")
    @APIResponse(
            responseCode = "201",
            description = "Begun; each number shows its step and what to do",
            content = @Content(schema = @Schema(implementation = MoveView.class)))
    public Response start(
            @PathParam("tenantId") UUID tenantId, @Valid @NotNull StartMoveRequest request, @Context UriInfo uri) {
        MoveView view = moves.start(tenantId, request);
        return answer(
                Response.created(uri.getAbsolutePathBuilder()
                        .path(view.moveId().toString())
                        .build()),
                view);
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(
            summary =
                    "The tenant's moves, oldest first, with how many numbers are at which step and for whom they wait")
    public Page<MoveView> list(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("status") @Nullable MoveStatus status,
            @QueryParam("waiting")
                    @DefaultValue("false")
                    @Parameter(description = "Only moves with a number whose step takes longer than expected")
                    boolean waiting,
            @BeanParam PageRequest page) {
        return moves.list(tenantId, status, waiting, page);
    }

    @GET
    @Path("{moveId}")
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One move with the step and the out-of-service time of each number")
    @APIResponse(
            responseCode = "200",
            description = "The move",
            content = @Content(schema = @Schema(implementation = MoveView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("moveId") UUID moveId) {
        return answer(Response.ok(), moves.get(tenantId, moveId));
    }

    @POST
    @Path("{moveId}/cancel")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Stops the move: nothing more is done by itself, and what was done stays")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = MoveView.class)))
    public Response cancel(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("moveId") UUID moveId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(Response.ok(), moves.cancel(tenantId, moveId, ifMatch));
    }

    @POST
    @Path("{moveId}/resume")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Lets a cancelled move go on from where its numbers are now")
    @APIResponse(
            responseCode = "200",
            description = "Running again",
            content = @Content(schema = @Schema(implementation = MoveView.class)))
    public Response resume(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("moveId") UUID moveId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(Response.ok(), moves.resume(tenantId, moveId, ifMatch));
    }

    private static Response answer(Response.ResponseBuilder answer, MoveView view) {
        return answer.entity(view).tag(EntityTags.of(view.version())).build();
    }
}
