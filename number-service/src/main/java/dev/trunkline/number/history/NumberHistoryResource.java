package dev.trunkline.number.history;

import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For whoever knows the number alone, and neither who had it nor who provided it. */
@Tag(name = "History")
@Path("/v1/numbers/{telephoneNumber}/history")
@Produces(MediaType.APPLICATION_JSON)
class NumberHistoryResource {

    private final HistoryReader history;

    NumberHistoryResource(HistoryReader history) {
        this.history = history;
    }

    @GET
    @RolesAllowed(Roles.PLATFORM_ADMIN)
    @Operation(
            operationId = "readHistoryOfNumber",
            summary = "What happened to the number, whoever had it; at= asks for one instant")
    public Page<HistoryItemView> read(
            @PathParam("telephoneNumber") String telephoneNumber,
            @QueryParam("at") @Nullable Instant at,
            @BeanParam PageRequest page) {
        return history.ofEverybody(telephoneNumber, at, page);
    }
}
