package dev.trunkline.operator.release;

import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.operator.request.StatusFilter;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Numbers in tenants, the release requests for them, and the operations that decide those. */
@Path("/v1/operators/{operatorId}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Numbers and releases",
        description = "The operator's numbers in tenants, and those that tenants want to give back")
class ReleaseResource {

    private final ReleaseService service;

    ReleaseResource(ReleaseService service) {
        this.service = service;
    }

    @GET
    @Path("/numbers")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listOperatorNumbers",
            summary = "Lists the operator's numbers in tenants, in number order")
    public Page<NumberView> numbers(
            @PathParam("operatorId") UUID operatorId,
            @Nullable @QueryParam("tenantId") @Parameter(description = "Only numbers in this tenant") UUID tenantId,
            @BeanParam PageRequest page) {
        return service.numbers(operatorId, tenantId, page);
    }

    @GET
    @Path("/release-requests")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listReleaseRequests", summary = "Lists numbers that tenants want to give back")
    public Page<ReleaseRequestView> requests(
            @PathParam("operatorId") UUID operatorId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only requests of this status",
                            schema = @Schema(implementation = ReleaseRequestStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return service.list(
                operatorId, StatusFilter.of(status, ReleaseRequestStatus.class, ReleaseProblem.FILTER_UNKNOWN), page);
    }

    @POST
    @Path("/release-requests/{releaseRequestId}/confirm")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "confirmRelease",
            summary = "Takes a number back",
            description = "Confirming again answers the first operation.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response confirm(
            @PathParam("operatorId") UUID operatorId, @PathParam("releaseRequestId") UUID releaseRequestId) {
        return OperationService.accepted(
                operatorId, service.decide(operatorId, releaseRequestId, ReleaseDecision.CONFIRMED, null));
    }

    @POST
    @Path("/release-requests/{releaseRequestId}/refuse")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "refuseRelease", summary = "Leaves a number with its tenant, who reads the reason")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response refuse(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("releaseRequestId") UUID releaseRequestId,
            @Valid @NotNull RefuseReleaseRequest request) {
        return OperationService.accepted(
                operatorId, service.decide(operatorId, releaseRequestId, ReleaseDecision.REFUSED, request.reason()));
    }
}
