package dev.trunkline.operator.feed;

import dev.trunkline.platform.web.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happened to an operator's consents, orders, numbers and operations. */
@Path("/v1/operators/{operatorId}/events")
@Tag(name = "Feed", description = "What happened, in one order that can be read again")
class FeedResource {

    private final FeedService service;
    private final FeedStream stream;

    FeedResource(FeedService service, FeedStream stream) {
        this.service = service;
        this.stream = stream;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "listEvents",
            summary = "Lists what happened after a position, oldest first",
            description =
                    """
                    Keep next of each answer and send it as after of the next question: nothing is missed and nothing comes twice. The same
                    after answers the same entries again, for 30 days. As text/event-stream the same is followed as it happens. Types:
                    order.changed, upload.completed, operation.completed, address-change-request.changed, consent.changed,
                    consent.contact-changed, consent.relationship-changed, and of numbers number.acquired, number.assigned,
                    number.unassigned, number.changed, number.emergency-location-changed, number.release-requested,
                    number.release-withdrawn, number.release-refused and number.released.""")
    @APIResponse(
            responseCode = "200",
            description =
                    "The entries; as a stream each has its position as id, Last-Event-ID goes before after, and it ends after ten minutes",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = FeedPageView.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "410",
            description = "The feed does not reach back that far; oldest tells how far it does",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public FeedPageView list(
            @PathParam("operatorId") UUID operatorId,
            @Nullable @QueryParam("after") @Parameter(description = "The position after which to begin") String after,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(1_000) int limit) {
        return service.read(operatorId, after, limit);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> follow(
            @PathParam("operatorId") UUID operatorId,
            @Nullable @QueryParam("after") String after,
            @Nullable @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context Sse sse) {
        String from = lastEventId == null || lastEventId.isEmpty() ? after : lastEventId;
        return stream.after(operatorId, service.start(operatorId, from), sse);
    }
}
