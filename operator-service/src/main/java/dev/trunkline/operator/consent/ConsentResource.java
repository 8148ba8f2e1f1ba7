package dev.trunkline.operator.consent;

import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** The consents addressed to an operator. */
@Path("/v1/operators/{operatorId}/consents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consents", description = "Which tenants enabled this operator, where, for what, and whom to talk to")
class ConsentResource {

    private final ConsentService service;

    ConsentResource(ConsentService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listConsents",
            summary = "Lists the consents addressed to the operator, removed ones included")
    public Page<ConsentView> list(@PathParam("operatorId") UUID operatorId, @BeanParam PageRequest page) {
        return service.list(operatorId, page);
    }

    @GET
    @Path("/{tenantId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getConsent", summary = "Shows one tenant's consent")
    @APIResponse(
            responseCode = "200",
            description = "The consent; its contact is absent until it has arrived, and once the consent was removed",
            content = @Content(schema = @Schema(implementation = ConsentView.class)))
    public Response get(@PathParam("operatorId") UUID operatorId, @PathParam("tenantId") UUID tenantId) {
        Consent consent = service.get(operatorId, tenantId);
        return Response.ok(ConsentView.of(consent))
                .tag(EntityTags.of(consent.version()))
                .build();
    }

    @PATCH
    @Path("/{tenantId}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "patchConsent",
            summary = "Takes the customer relationship a step on",
            description = "Only forward; skipping is allowed. ConsentDeclined and ContractTerminated need a comment.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = PatchConsentRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The consent",
            content = @Content(schema = @Schema(implementation = ConsentView.class)))
    public Response patch(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("tenantId") UUID tenantId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            MergePatch patch) {
        Consent consent = service.patch(operatorId, tenantId, patch, ifMatch);
        return Response.ok(ConsentView.of(consent))
                .tag(EntityTags.of(consent.version()))
                .build();
    }

    @GET
    @Path("/{tenantId}/history")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listCustomerRelationshipHistory",
            summary =
                    "Shows every step of the customer relationship with its comment, of earlier epochs too, oldest first")
    public Page<RelationshipStepView> history(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("tenantId") UUID tenantId,
            @BeanParam PageRequest page) {
        return service.history(operatorId, tenantId, page);
    }
}
