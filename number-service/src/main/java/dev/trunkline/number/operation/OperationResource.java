package dev.trunkline.number.operation;

import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

@Tag(name = "Operations", description = "Bulk work on a tenant's numbers and how far it is")
@Path("/v1/tenants/{tenantId}/operations")
@Produces(MediaType.APPLICATION_JSON)
class OperationResource {

    private final OperationService operations;
    private final OperationProgress progress;

    OperationResource(OperationService operations, OperationProgress progress) {
        this.operations = operations;
        this.progress = progress;
    }

    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listOperations",
            summary = "The tenant's operations, the latest first; status=running lists what is pending")
    public Page<OperationView> list(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("status") @Nullable OperationStatus status,
            @BeanParam PageRequest page) {
        return operations.list(tenantId, status, page);
    }

    @GET
    @Path("{operationId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getOperation", summary = "One operation and how far it is")
    public OperationView get(@PathParam("tenantId") UUID tenantId, @PathParam("operationId") UUID operationId) {
        return operations.get(tenantId, operationId);
    }

    @GET
    @Path("{operationId}/rows")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listOperationRows",
            summary = "The operation's rows with their results, as they were sent")
    public Page<OperationRowView> rows(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operationId") UUID operationId,
            @QueryParam("status") @Nullable OperationRowStatus status,
            @BeanParam PageRequest page) {
        return operations.rows(tenantId, operationId, status, page);
    }

    @GET
    @Path("{operationId}/progress")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "followOperation",
            summary = "The operation again and again as server-sent events, until it has ended")
    @APIResponse(
            responseCode = "200",
            description = "Each event is the operation as JSON",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = OperationView.class)))
    public Multi<OperationView> follow(
            @PathParam("tenantId") UUID tenantId, @PathParam("operationId") UUID operationId) {
        // Whoever may not see it hears so now.
        operations.get(tenantId, operationId);
        return progress.of(tenantId, operationId);
    }

    @POST
    @Path("{operationId}/cancel")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(operationId = "cancelOperation", summary = "Cancels the rows that wait; what was done stays done")
    @APIResponse(
            responseCode = "200",
            description = "The operation, cancelled",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response cancel(@PathParam("tenantId") UUID tenantId, @PathParam("operationId") UUID operationId) {
        return Response.ok(operations.cancel(tenantId, operationId)).build();
    }
}
