package dev.trunkline.tenant.tenant;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** A tenant, kept by its own admin or by a platform admin. */
@Path("/v1/tenants/{tenantId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant", description = "The tenant itself")
class TenantResource {

    private final TenantService tenants;

    TenantResource(TenantService tenants) {
        this.tenants = tenants;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "Create the tenant, or change it with If-Match")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Response put(
            @PathParam("tenantId") UUID tenantId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull PutTenantRequest request) {
        TenantService.Answer answer = tenants.put(tenantId, request, ifMatch);
        Response.ResponseBuilder response =
                answer.created() ? Response.created(URI.create("/v1/tenants/" + tenantId)) : Response.ok();
        return response.tag(EntityTags.of(answer.revision()))
                .entity(answer.view())
                .build();
    }

    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The tenant")
    @APIResponse(
            responseCode = "200",
            description = "The tenant",
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId) {
        TenantService.Answer answer = tenants.get(tenantId);
        return Response.ok(answer.view()).tag(EntityTags.of(answer.revision())).build();
    }
}
