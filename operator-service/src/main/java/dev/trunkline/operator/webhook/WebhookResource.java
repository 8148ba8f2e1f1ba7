package dev.trunkline.operator.webhook;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where an operator has its feed sent to. */
@Path("/v1/operators/{operatorId}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Webhooks",
        description = "The feed, sent to addresses of the operator's and signed as Standard Webhooks asks")
class WebhookResource {

    private final WebhookService service;

    WebhookResource(WebhookService service) {
        this.service = service;
    }

    @POST
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "registerWebhook",
            summary = "Has the feed sent to an address from now on",
            description =
                    """
                    Each entry is posted with the headers webhook-id, webhook-timestamp and webhook-signature of Standard Webhooks, at least
                    once and not always in order, until a 2xx answer comes or a day has passed. Keep the secret: it is shown only here.""")
    @APIResponse(
            responseCode = "201",
            description = "The webhook with its secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response register(@PathParam("operatorId") UUID operatorId, @Valid @NotNull RegisterWebhookRequest request) {
        WebhookView webhook = service.register(operatorId, request);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/operators/" + operatorId + "/webhooks/" + webhook.webhookId())
                .tag(EntityTags.of(webhook.version()))
                .entity(webhook)
                .build();
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listWebhooks", summary = "Lists the operator's webhooks")
    public Page<WebhookView> list(@PathParam("operatorId") UUID operatorId, @BeanParam PageRequest page) {
        return service.list(operatorId, page);
    }

    @GET
    @Path("/{webhookId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getWebhook", summary = "Shows a webhook without its secret")
    @APIResponse(
            responseCode = "200",
            description = "The webhook",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response get(@PathParam("operatorId") UUID operatorId, @PathParam("webhookId") UUID webhookId) {
        WebhookView webhook = service.get(operatorId, webhookId);
        return Response.ok(webhook).tag(EntityTags.of(webhook.version())).build();
    }

    @DELETE
    @Path("/{webhookId}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "deleteWebhook", summary = "Sends nothing there any more and forgets its deliveries")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("webhookId") UUID webhookId,
            @Nullable @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        service.delete(operatorId, webhookId, ifMatch);
        return Response.noContent().build();
    }

    @GET
    @Path("/{webhookId}/deliveries")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listDeliveries", summary = "Shows what was sent, every try and how it went, oldest first")
    public Page<DeliveryView> deliveries(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("webhookId") UUID webhookId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only deliveries of this status; dead for the dead letters",
                            schema = @Schema(implementation = DeliveryStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return service.deliveries(operatorId, webhookId, status(status), page);
    }

    @POST
    @Path("/{webhookId}/deliveries/{deliveryId}/resend")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "resendDelivery",
            summary = "Has a dead or delivered entry sent again, for another day if need be")
    @APIResponse(
            responseCode = "202",
            description = "It is on its way again",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Response resend(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("webhookId") UUID webhookId,
            @PathParam("deliveryId") UUID deliveryId) {
        return Response.accepted(service.resend(operatorId, webhookId, deliveryId))
                .build();
    }

    private static @Nullable DeliveryStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DeliveryStatus.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    WebhookProblem.FILTER_UNKNOWN,
                    "Correct the query parameter status, or leave it out.",
                    List.of(new ProblemError("status-unknown", "status: " + e.getMessage() + ".", null)));
        }
    }
}
