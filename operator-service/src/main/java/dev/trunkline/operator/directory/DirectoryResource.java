package dev.trunkline.operator.directory;

import dev.trunkline.platform.tenancy.Unscoped;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

/** The operator directory. */
@Path("/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Directory", description = "Operators, what they offer where, and how they work")
class DirectoryResource {

    private final DirectoryService service;

    DirectoryResource(DirectoryService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({Roles.PLATFORM_ADMIN, Roles.OPERATOR, Roles.TENANT_ADMIN})
    @Operation(operationId = "listOperators", summary = "Finds operators by region, country, service and text")
    public Page<OperatorView> list(@BeanParam DirectoryFilter filter, @BeanParam PageRequest page) {
        return service.list(filter, page);
    }

    @GET
    @Path("/{operatorId}")
    @Unscoped
    @RolesAllowed({Roles.PLATFORM_ADMIN, Roles.OPERATOR, Roles.TENANT_ADMIN})
    @Operation(operationId = "getOperator", summary = "Shows an operator's directory entry")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = OperatorView.class)))
    public Response get(@PathParam("operatorId") UUID operatorId) {
        return answer(Response.Status.OK, service.get(operatorId));
    }

    @PUT
    @Path("/{operatorId}")
    @RolesAllowed({Roles.PLATFORM_ADMIN, Roles.OPERATOR})
    @Operation(
            operationId = "putOperator",
            summary = "Registers an operator or replaces its entry",
            description = "Only a platform admin registers; a change needs If-Match.")
    @APIResponse(
            responseCode = "201",
            description = "The operator is registered",
            content = @Content(schema = @Schema(implementation = OperatorView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The entry is replaced",
            content = @Content(schema = @Schema(implementation = OperatorView.class)))
    public Response put(
            @PathParam("operatorId") UUID operatorId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull PutOperatorRequest request) {
        DirectoryService.Kept kept = service.keep(operatorId, request, ifMatch);
        Response answer = answer(kept.created() ? Response.Status.CREATED : Response.Status.OK, kept.view());
        return kept.created()
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.LOCATION, "/v1/operators/" + operatorId)
                        .build()
                : answer;
    }

    @POST
    @Path("/{operatorId}/retire")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(
            operationId = "retireOperator",
            summary = "Takes an operator out of the directory",
            description =
                    "Nobody can enable it any more; existing enablements go on. Retiring it again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = OperatorView.class)))
    public Response retire(
            @PathParam("operatorId") UUID operatorId, @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return answer(Response.Status.OK, service.retire(operatorId, ifMatch));
    }

    private static Response answer(Response.Status status, OperatorView view) {
        return Response.status(status)
                .tag(EntityTags.of(view.revision()))
                .entity(view)
                .build();
    }
}
