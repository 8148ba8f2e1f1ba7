package dev.trunkline.number.assignment;

import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

@Tag(name = "Assignment")
@Path("/v1/tenants/{tenantId}/numbers/{telephoneNumber}")
@Produces(MediaType.APPLICATION_JSON)
class AssignmentResource {

    private final AssignmentService assignments;

    AssignmentResource(AssignmentService assignments) {
        this.assignments = assignments;
    }

    @POST
    @Path("assign")
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Gives the number to a user, a resource account or a conference bridge; withdraws a release"
                    + " request")
    @APIResponse(
            responseCode = "200",
            description = "The number, assigned; unchanged when it was assigned so already",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response assign(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull AssignNumberRequest request) {
        return answer(assignments.assign(tenantId, telephoneNumber, request, ifMatch));
    }

    @POST
    @Path("unassign")
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Takes the number from its target, whatever became of the target, and blocks it if asked to")
    @APIResponse(
            responseCode = "200",
            description = "The number, unassigned; unchanged when it was unassigned already",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response unassign(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable UnassignNumberRequest request) {
        return answer(assignments.unassign(
                tenantId, telephoneNumber, request == null ? UnassignNumberRequest.PLAIN : request, ifMatch));
    }

    private static Response answer(NumberView view) {
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }
}
