package dev.trunkline.number.addresschange;

import dev.trunkline.number.addresschange.AddressChangeService.Filed;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

@Tag(name = "Address change requests")
@Path("/v1/tenants/{tenantId}/numbers/{telephoneNumber}/address-change-requests")
@Produces(MediaType.APPLICATION_JSON)
class AddressChangeResource {

    private final AddressChangeService requests;

    AddressChangeResource(AddressChangeService requests) {
        this.requests = requests;
    }

    @POST
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Asks the operator, which keeps the emergency location of the number to itself, to change it",
            description = "The same wish again answers the request that is open.")
    @APIResponse(
            responseCode = "200",
            description = "The same request is open already",
            content = @Content(schema = @Schema(implementation = AddressChangeRequestView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Filed; the operator sees it in seconds",
            content = @Content(schema = @Schema(implementation = AddressChangeRequestView.class)))
    public Response file(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @Valid @NotNull FileRequest request,
            @Context UriInfo uri) {
        Filed filed = requests.file(tenantId, telephoneNumber, request.locationId(), request.reason());
        return answer(
                filed.isNew()
                        ? Response.created(uri.getAbsolutePathBuilder()
                                .path(filed.request().requestId().toString())
                                .build())
                        : Response.ok(),
                filed.request());
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The requests for the number, oldest first, with what the operator answered")
    public Page<AddressChangeRequestView> list(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @BeanParam PageRequest page) {
        return requests.list(tenantId, telephoneNumber, page);
    }

    @GET
    @Path("{requestId}")
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One request")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = AddressChangeRequestView.class)))
    public Response get(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @PathParam("requestId") UUID requestId) {
        return answer(Response.ok(), requests.get(tenantId, telephoneNumber, requestId));
    }

    @POST
    @Path("{requestId}/withdraw")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Withdraws the request as long as the operator has not answered it")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = AddressChangeRequestView.class)))
    public Response withdraw(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @PathParam("requestId") UUID requestId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(Response.ok(), requests.withdraw(tenantId, telephoneNumber, requestId, ifMatch));
    }

    private static Response answer(Response.ResponseBuilder answer, AddressChangeRequest request) {
        return answer.entity(AddressChangeRequestView.of(request))
                .tag(EntityTags.of(request.revision()))
                .build();
    }

    /** The location that the operator shall give the number, and why. */
    @Schema(name = "FileAddressChangeRequest")
    public record FileRequest(@NotNull UUID locationId, @Nullable @Size(max = 500) String reason) {}
}
