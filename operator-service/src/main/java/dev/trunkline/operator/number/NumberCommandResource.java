package dev.trunkline.operator.number;

import dev.trunkline.operator.operation.OperationService;
import dev.trunkline.operator.operation.OperationView;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Commands on the operator's numbers in tenants. */
@Path("/v1/operators/{operatorId}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Numbers and releases",
        description = "The operator's numbers in tenants, and those that tenants want to give back")
class NumberCommandResource {

    private final NumberCommandService service;

    NumberCommandResource(NumberCommandService service) {
        this.service = service;
    }

    @GET
    @Path("/numbers/{telephoneNumber}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getOperatorNumber", summary = "Shows one of the operator's numbers and where it is")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = KnownNumberView.class)))
    public Response get(
            @PathParam("operatorId") UUID operatorId, @PathParam("telephoneNumber") String telephoneNumber) {
        KnownNumber number = service.get(operatorId, telephoneNumber);
        return Response.ok(KnownNumberView.of(number))
                .tag(EntityTags.of(number.revision()))
                .build();
    }

    @PATCH
    @Path("/numbers/{telephoneNumber}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "patchOperatorNumber",
            summary = "Changes city, displayed country and additional usages of a number",
            description =
                    """
                    Null removes. A further usage needs the offer, the tenant's consent and, for users, an emergency address; a usage under which
                    the number is assigned cannot be taken away. A number that has changed since it was read is left alone.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = PatchNumberRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response patch(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            MergePatch patch) {
        return OperationService.accepted(operatorId, service.describe(operatorId, telephoneNumber, ifMatch, patch));
    }

    @POST
    @Path("/numbers/{telephoneNumber}/unassign")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "unassignNumber",
            summary = "Takes a number from its target",
            description = "A number that was assigned anew meanwhile is left alone.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response unassign(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Nullable @Valid UnassignRequest request) {
        return OperationService.accepted(
                operatorId,
                service.unassign(operatorId, telephoneNumber, ifMatch, request == null ? null : request.reason()));
    }

    @PUT
    @Path("/numbers/{telephoneNumber}/emergency-location")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "changeEmergencyLocation",
            summary = "Sends a number's emergency calls to another validated location of its tenant",
            description = "Only for numbers that were delivered with an address.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response locate(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull EmergencyLocationRequest request) {
        return OperationService.accepted(operatorId, service.locate(operatorId, telephoneNumber, ifMatch, request));
    }

    @POST
    @Path("/releases")
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "releaseNumbers",
            summary = "Takes unassigned numbers of one tenant back: a list or a range, 1,000 at most",
            description = "Nothing is sent when any of them cannot be released; errors then names each.")
    @APIResponse(
            responseCode = "202",
            description = "number-service is asked to; Location tells where its answer for each number will be",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response release(@PathParam("operatorId") UUID operatorId, @Valid @NotNull ReleaseNumbersRequest request) {
        return OperationService.accepted(operatorId, service.release(operatorId, request));
    }
}
