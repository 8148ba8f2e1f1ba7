package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.ContactRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's operators. */
@Path("/v1/tenants/{tenantId}/operators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Enablement", description = "Which operators a tenant has enabled, for which countries and services")
class EnablementResource {

    private final EnablementService enablements;
    private final EnablementQueries queries;

    EnablementResource(EnablementService enablements, EnablementQueries queries) {
        this.enablements = enablements;
        this.queries = queries;
    }

    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "My operators, with status, countries, services and contact; removed ones too")
    public Page<EnablementView> list(@PathParam("tenantId") UUID tenantId, @BeanParam PageRequest page) {
        return queries.list(tenantId, page);
    }

    @GET
    @Path("/{operatorId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One enablement")
    @APIResponse(
            responseCode = "200",
            description = "The enablement",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("operatorId") UUID operatorId) {
        return ok(queries.get(new EnablementKey(tenantId, operatorId)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{operatorId}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Enable an operator, or add countries and services to it",
            description =
                    "The first consent, and one after a removal, need no If-Match; a change does. Countries and services that are "
                            + "enabled are never dropped by leaving them out.")
    @APIResponse(
            responseCode = "201",
            description = "Enabled, or enabled again",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response enable(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull EnableOperatorRequest request) {
        EnablementService.Answer answer = enablements.enable(new EnablementKey(tenantId, operatorId), request, ifMatch);
        if (!answer.created()) {
            return ok(answer);
        }
        return Response.created(URI.create("/v1/tenants/" + tenantId + "/operators/" + operatorId))
                .tag(EntityTags.of(answer.revision()))
                .entity(answer.view())
                .build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{operatorId}/contact")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Change the contact; the operator hears of it by itself")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response changeContact(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull ContactRequest contact) {
        return ok(enablements.changeContact(new EnablementKey(tenantId, operatorId), contact, ifMatch));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{operatorId}/countries/{country}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Add a country, or services to one",
            description =
                    "Name every service that is enabled there and those to add; one that is left out is never dropped in silence. "
                            + "While a newer data-transfer notice is in force than the one accepted last, accept it in the same "
                            + "request. If-Match takes the ETag of the enablement.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response putCountry(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @PathParam("country") String country,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull PutCountryRequest request) {
        return ok(enablements.putCountry(new EnablementKey(tenantId, operatorId), country, request, ifMatch));
    }

    @POST
    @Path("/{operatorId}/suspend")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Transactional
    @Idempotent
    @Operation(
            summary = "Refuse new orders and uploads of the operator",
            description =
                    "Takes effect when number-service has applied it: then effectiveAt is there. Numbers go on working.")
    @APIResponse(
            responseCode = "200",
            description = "Suspended",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response suspend(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return ok(enablements.suspend(new EnablementKey(tenantId, operatorId), ifMatch));
    }

    @POST
    @Path("/{operatorId}/resume")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Transactional
    @Idempotent
    @Operation(summary = "Let orders and uploads of the operator come again")
    @APIResponse(
            responseCode = "200",
            description = "Active",
            content = @Content(schema = @Schema(implementation = EnablementView.class)))
    public Response resume(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return ok(enablements.resume(new EnablementKey(tenantId, operatorId), ifMatch));
    }

    @GET
    @Path("/{operatorId}/history")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "What was done with the enablement, oldest first; of the contact only that it changed")
    public Page<EnablementHistoryView> history(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @BeanParam PageRequest page) {
        return queries.history(new EnablementKey(tenantId, operatorId), page);
    }

    private static Response ok(EnablementService.Answer answer) {
        return Response.ok(answer.view()).tag(EntityTags.of(answer.revision())).build();
    }
}
