package dev.trunkline.number.emergency;

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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Emergency addresses")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
class EmergencyAddressResource {

    private final EmergencyAddressService addresses;

    EmergencyAddressResource(EmergencyAddressService addresses) {
        this.addresses = addresses;
    }

    @POST
    @Path("tenants/{tenantId}/emergency-addresses")
    @Idempotent
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Keeps a civic address, with its default location; have it validated next")
    @APIResponse(
            responseCode = "201",
            description = "Kept, not validated yet",
            content = @Content(schema = @Schema(implementation = EmergencyAddressView.class)))
    public Response create(
            @PathParam("tenantId") UUID tenantId,
            @Valid @NotNull CreateEmergencyAddressRequest request,
            @Context UriInfo uri) {
        EmergencyAddressView view = addresses.create(tenantId, request);
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(view.civicAddressId().toString())
                        .build())
                .entity(view)
                .tag(EntityTags.of(view.version()))
                .build();
    }

    @GET
    @Path("tenants/{tenantId}/emergency-addresses")
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The tenant's civic addresses")
    public Page<EmergencyAddressView> list(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("validationStatus") @Nullable ValidationStatus validationStatus,
            @BeanParam PageRequest page) {
        return addresses.list(tenantId, validationStatus, page);
    }

    @GET
    @Path("tenants/{tenantId}/emergency-addresses/{civicAddressId}")
    @Transactional
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One civic address with its locations")
    @APIResponse(
            responseCode = "200",
            description = "The address",
            content = @Content(schema = @Schema(implementation = EmergencyAddressView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("civicAddressId") UUID civicAddressId) {
        return answer(addresses.get(tenantId, civicAddressId));
    }

    @PUT
    @Path("tenants/{tenantId}/emergency-addresses/{civicAddressId}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Changes an address that is not validated; it must be validated anew")
    @APIResponse(
            responseCode = "200",
            description = "Changed, not validated",
            content = @Content(schema = @Schema(implementation = EmergencyAddressView.class)))
    public Response change(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("civicAddressId") UUID civicAddressId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChangeEmergencyAddressRequest request) {
        return answer(addresses.change(tenantId, civicAddressId, request, ifMatch));
    }

    @DELETE
    @Path("tenants/{tenantId}/emergency-addresses/{civicAddressId}")
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Deletes an address that no number uses, with its locations")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("civicAddressId") UUID civicAddressId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        addresses.delete(tenantId, civicAddressId, ifMatch);
        return Response.noContent().build();
    }

    @POST
    @Path("tenants/{tenantId}/emergency-addresses/{civicAddressId}/validate")
    @Idempotent
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Validates the address; a valid one stays valid, an invalid one says why")
    @APIResponse(
            responseCode = "200",
            description = "The address with its new status",
            content = @Content(schema = @Schema(implementation = EmergencyAddressView.class)))
    public Response validate(@PathParam("tenantId") UUID tenantId, @PathParam("civicAddressId") UUID civicAddressId) {
        return answer(addresses.validate(tenantId, civicAddressId));
    }

    @GET
    @Path("operators/{operatorId}/tenants/{tenantId}/emergency-addresses")
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The validated civic addresses of a tenant that has an active consent with the operator")
    public Page<EmergencyAddressView> listForOperator(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("tenantId") UUID tenantId,
            @BeanParam PageRequest page) {
        return addresses.listForOperator(operatorId, tenantId, page);
    }

    private static Response answer(EmergencyAddressView view) {
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }
}
