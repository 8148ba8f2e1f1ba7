package dev.trunkline.tenant.user;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's users, resource accounts and conference bridges. */
@Path("/v1/tenants/{tenantId}/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users", description = "Users, resource accounts and conference bridges")
class UserResource {

    private final UserService users;

    UserResource(UserService users) {
        this.users = users;
    }

    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The tenant's users")
    public Page<UserView> list(
            @PathParam("tenantId") UUID tenantId, @BeanParam UserFilter filter, @BeanParam PageRequest page) {
        return users.list(tenantId, filter, page);
    }

    @GET
    @Path("/{userId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "One user")
    @APIResponse(
            responseCode = "200",
            description = "The user",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response get(@PathParam("tenantId") UUID tenantId, @PathParam("userId") UUID userId) {
        return ok(users.get(new UserAccount.Id(tenantId, userId)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{userId}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Create a user, or replace it with If-Match",
            description = "A deleted user can be created again.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response put(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("userId") UUID userId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull PutUserRequest request) {
        UserService.Answer answer = users.put(new UserAccount.Id(tenantId, userId), request, ifMatch);
        if (!answer.created()) {
            return ok(answer);
        }
        return Response.created(URI.create("/v1/tenants/" + tenantId + "/users/" + userId))
                .tag(EntityTags.of(answer.revision()))
                .entity(answer.view())
                .build();
    }

    @PATCH
    @Path("/{userId}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Change members of a user",
            description = "A merge patch: null clears a member, an absent one stays.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = PutUserRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response patch(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("userId") UUID userId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            MergePatch patch) {
        return ok(users.patch(new UserAccount.Id(tenantId, userId), patch, ifMatch));
    }

    @DELETE
    @Path("/{userId}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Delete a user", description = "Its numbers become free once number-service has heard of it.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("userId") UUID userId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        users.delete(new UserAccount.Id(tenantId, userId), ifMatch);
        return Response.noContent().build();
    }

    @DELETE
    @Path("/{userId}/voice-routing-policy")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            summary = "Take the online voice routing policy from a user",
            description = "A step of every move from Direct Routing.")
    @APIResponse(
            responseCode = "200",
            description = "The user, without a policy",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response removeVoiceRoutingPolicy(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("userId") UUID userId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return ok(users.removeVoiceRoutingPolicy(new UserAccount.Id(tenantId, userId), ifMatch));
    }

    private static Response ok(UserService.Answer answer) {
        return Response.ok(answer.view()).tag(EntityTags.of(answer.revision())).build();
    }
}
