package dev.trunkline.operator.operation;

import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The operations that an operator began. */
@Path("/v1/operators/{operatorId}/operations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations", description = "What number-service was asked to do, and how far it is")
class OperationResource {

    private final OperationService service;

    OperationResource(OperationService service) {
        this.service = service;
    }

    @GET
    @Path("/{operationId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getOperation", summary = "Shows how far an operation is, with a result for each number")
    public OperationView operation(
            @PathParam("operatorId") UUID operatorId, @PathParam("operationId") UUID operationId) {
        return service.get(operatorId, operationId);
    }
}
