package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.Usage;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.TenantMarks;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Numbers")
@Path("/v1/tenants/{tenantId}/numbers/{telephoneNumber}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.TENANT_ADMIN)
class NumberSettingsResource {

    private final NumberSettingsService settings;

    NumberSettingsResource(NumberSettingsService settings) {
        this.settings = settings;
    }

    @PUT
    @Path("category")
    @Transactional
    @Operation(
            operationId = "setCategory",
            summary = "Makes it another of its target's numbers, without unassigning it in between")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response recategorize(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SetCategoryRequest request) {
        return answer(settings.recategorize(tenantId, telephoneNumber, request.category(), ifMatch));
    }

    @PUT
    @Path("usage")
    @Transactional
    @Operation(
            operationId = "setUsage",
            summary = "Exchanges the usage of an unassigned number for one of its additional ones")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response use(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SetUsageRequest request) {
        return answer(settings.use(tenantId, telephoneNumber, request.usage(), ifMatch));
    }

    @PUT
    @Path("block")
    @Transactional
    @Operation(
            operationId = "setBlock",
            summary = "Keeps an unassigned number from being assigned, for ever or for some days, or lets it again")
    @APIResponse(
            responseCode = "200",
            description = "The number; a block with an end is over then by itself",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response block(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull BlockNumberRequest request) {
        return answer(settings.block(tenantId, telephoneNumber, request, ifMatch));
    }

    @PUT
    @Path("tags")
    @Transactional
    @Operation(operationId = "setTags", summary = "Puts these tags in the place of all others of the number")
    @APIResponse(
            responseCode = "200",
            description = "The number; its tags are in lower case, each once",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    public Response tag(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SetTagsRequest request) {
        return answer(settings.tag(tenantId, telephoneNumber, request.tags(), ifMatch));
    }

    private static Response answer(NumberView view) {
        return Response.ok(view).tag(EntityTags.of(view.version())).build();
    }

    /** Which of its target's numbers it shall be. */
    public record SetCategoryRequest(@NotNull AssignmentCategory category) {}

    /** What the number shall be used for. */
    public record SetUsageRequest(@NotNull Usage usage) {}

    /** All tags of the number; a semicolon would part one in two where they are listed in one cell. */
    public record SetTagsRequest(
            @NotNull @Size(max = TenantMarks.MAX_TAGS)
                    List<
                                    @NotBlank @Size(max = TenantMarks.MAX_TAG_LENGTH)
                                    @Pattern(
                                            regexp = "[^;\\p{Cntrl}]*",
                                            message = "must have no semicolon or control character")
                                    String>
                            tags) {}
}
