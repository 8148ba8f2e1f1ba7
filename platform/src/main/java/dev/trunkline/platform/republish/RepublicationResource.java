package dev.trunkline.platform.republish;

import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.OnManagementPort;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

@OnManagementPort
@Path("/v1/admin/republications")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Republications", description = "The service says its current state again; on the management port")
class RepublicationResource {

    private final RepublicationService republications;
    private final Caller caller;

    RepublicationResource(RepublicationService republications, Caller caller) {
        this.republications = republications;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(summary = "Begins to say the state of one topic, or of all, again")
    @APIResponse(
            responseCode = "202",
            description = "begun; its address is in Location",
            content = @Content(schema = @Schema(implementation = RepublicationView.class)))
    public Response request(@Nullable RepublicationRequest request) {
        String topic = request == null ? null : request.topic();
        RepublicationView view = republications.request(topic, caller.subject());
        return Response.accepted(view)
                .location(URI.create("/v1/admin/republications/" + view.republicationId()))
                .build();
    }

    @GET
    @Path("/{republicationId}")
    @Transactional
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(summary = "Shows how far a republication has come")
    public RepublicationView get(@PathParam("republicationId") UUID republicationId) {
        return republications.find(republicationId);
    }
}
