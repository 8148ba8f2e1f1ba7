package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.OnManagementPort;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@OnManagementPort
@Path("/v1/admin/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters", description = "Events that could not be applied; on the management port")
class DeadLetterResource {

    private final DeadLetterService deadLetters;
    private final Caller caller;

    DeadLetterResource(DeadLetterService deadLetters, Caller caller) {
        this.deadLetters = deadLetters;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(
            summary =
                    "Lists dead letters, oldest first, without their payloads; those that were replayed only on demand")
    public Page<DeadLetterView> list(
            @BeanParam PageRequest page, @QueryParam("replayed") @DefaultValue("false") boolean replayed) {
        List<DeadLetterView> rows = deadLetters.list(page.after(UUID::fromString), replayed, page.limit() + 1);
        return Page.of(rows, page, letter -> letter.deadLetterId().toString(), letter -> letter);
    }

    /** Needs no idempotency key: a letter that was replayed stays so. */
    @POST
    @Path("/{deadLetterId}/replay")
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(summary = "Applies the event again; 409 when it still fails. Repeating it does nothing more")
    public DeadLetterView replay(@PathParam("deadLetterId") UUID deadLetterId) {
        return deadLetters.replay(deadLetterId, caller.subject());
    }
}
