package dev.trunkline.number.history;

import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "History")
@Path("/v1/operators/{operatorId}/numbers/{telephoneNumber}/history")
@Produces(MediaType.APPLICATION_JSON)
class OperatorHistoryResource {

    private final HistoryReader history;

    OperatorHistoryResource(HistoryReader history) {
        this.history = history;
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(summary = "What happened to the number while the operator provided it; at= asks for one instant")
    public Page<HistoryItemView> read(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @QueryParam("at") @Nullable Instant at,
            @BeanParam PageRequest page) {
        return history.ofOperator(operatorId, telephoneNumber, at, page);
    }
}
