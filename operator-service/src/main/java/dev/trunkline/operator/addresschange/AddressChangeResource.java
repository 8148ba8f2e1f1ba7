package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.AddressChangeStatus;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

/** What tenants ask of the operator about emergency locations that it keeps to itself. */
@Path("/v1/operators/{operatorId}/address-change-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Address change requests",
        description = "Tenants' wishes for emergency locations that only the operator may change")
class AddressChangeResource {

    private final AddressChangeService service;

    AddressChangeResource(AddressChangeService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listAddressChangeRequests", summary = "Lists what tenants ask for, oldest first")
    public Page<AddressChangeRequest> list(
            @PathParam("operatorId") UUID operatorId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only requests of this status",
                            schema = @Schema(implementation = AddressChangeStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return service.list(
                operatorId,
                StatusFilter.of(status, AddressChangeStatus.class, AddressChangeProblem.FILTER_UNKNOWN),
                page);
    }

    @GET
    @Path("/{requestId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getAddressChangeRequest", summary = "Shows one request")
    public AddressChangeRequest get(@PathParam("operatorId") UUID operatorId, @PathParam("requestId") UUID requestId) {
        return service.get(operatorId, requestId);
    }

    @POST
    @Path("/{requestId}/accept")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "acceptAddressChange",
            summary = "Sends the number's emergency calls where the tenant wants",
            description = "Accepting again answers the first operation.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response accept(@PathParam("operatorId") UUID operatorId, @PathParam("requestId") UUID requestId) {
        return OperationService.accepted(
                operatorId, service.decide(operatorId, requestId, AddressChangeDecision.ACCEPTED, null));
    }

    @POST
    @Path("/{requestId}/refuse")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "refuseAddressChange",
            summary = "Leaves the location as it is; the tenant reads the reason")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response refuse(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("requestId") UUID requestId,
            @Valid @NotNull RefuseAddressChangeRequest request) {
        return OperationService.accepted(
                operatorId, service.decide(operatorId, requestId, AddressChangeDecision.REFUSED, request.reason()));
    }

    /** Why the location stays as it is. */
    record RefuseAddressChangeRequest(@NotBlank @Size(max = 500) String reason) {}
}
