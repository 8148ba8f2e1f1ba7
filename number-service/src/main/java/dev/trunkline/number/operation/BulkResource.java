package dev.trunkline.number.operation;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.number.table.TableReader;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.LargeBody;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A class path with the tenant in it would take the requests of every resource whose class path is shorter. */
@Tag(name = "Operations")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({BulkRequest.CSV, MediaType.APPLICATION_JSON})
@RolesAllowed(Roles.TENANT_ADMIN)
@LargeBody
@Idempotent
@Transactional
@APIResponse(
        responseCode = "202",
        description = "Accepted; Location tells where to follow it",
        content = @Content(schema = @Schema(implementation = OperationView.class)))
class BulkResource {

    private final OperationService operations;
    private final OperationConfig config;

    BulkResource(OperationService operations, OperationConfig config) {
        this.operations = operations;
        this.config = config;
    }

    @POST
    @Path("tenants/{tenantId}/assignments")
    @Operation(
            operationId = "assignNumbers",
            summary = "Assigns numbers, up to 10,000 in one request; telephoneNumber may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = BulkRequest.CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AssignmentsRequest.class))
            })
    public Response assign(@BeanParam BulkRequest request, InputStream body) {
        return accept(OperationKind.ASSIGNMENTS, request, body);
    }

    @POST
    @Path("tenants/{tenantId}/unassignments")
    @Operation(
            operationId = "unassignNumbers",
            summary = "Takes numbers from their targets, up to 10,000 in one request; telephoneNumber may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = BulkRequest.CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = UnassignmentsRequest.class))
            })
    public Response unassign(@BeanParam BulkRequest request, InputStream body) {
        return accept(OperationKind.UNASSIGNMENTS, request, body);
    }

    @POST
    @Path("tenants/{tenantId}/releases")
    @Operation(
            operationId = "releaseNumbers",
            summary = "Asks the operators to take unassigned numbers back, up to 10,000 in one request; telephoneNumber"
                    + " may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = BulkRequest.CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReleasesRequest.class))
            })
    public Response release(@BeanParam BulkRequest request, InputStream body) {
        return accept(OperationKind.RELEASES, request, body);
    }

    @POST
    @Path("tenants/{tenantId}/emergency-locations")
    @Operation(
            operationId = "locateNumbers",
            summary =
                    "Sends emergency calls of numbers elsewhere, up to 10,000 in one request; telephoneNumber may be a"
                            + " range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = BulkRequest.CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = EmergencyLocationsRequest.class))
            })
    public Response locate(@BeanParam BulkRequest request, InputStream body) {
        return accept(OperationKind.EMERGENCY_LOCATIONS, request, body);
    }

    private Response accept(OperationKind kind, BulkRequest request, InputStream body) {
        String reason = request.reason();
        BulkWork work = operations.work(kind);
        OperationView operation = operations.accept(
                request.tenantId,
                kind,
                TableReader.read(body, request.isJson(), work.fields(), work.countingFields(), config.maxRows()),
                reason);
        return Response.accepted(operation)
                .header(
                        HttpHeaders.LOCATION,
                        "/v1/tenants/" + request.tenantId + "/operations/" + operation.operationId())
                .build();
    }

    /** What a CSV body has as lines. */
    @Schema(name = "AssignmentsRequest")
    record AssignmentsRequest(List<AssignmentRow> rows) {

        @Schema(name = "AssignmentsRequestRow")
        record AssignmentRow(
                String telephoneNumber,
                UUID targetId,
                @Nullable NumberType numberType,
                @Nullable AssignmentCategory category,
                @Nullable UUID locationId) {}
    }

    /** What a CSV body has as lines. */
    @Schema(name = "UnassignmentsRequest")
    record UnassignmentsRequest(List<UnassignmentRow> rows) {

        @Schema(name = "UnassignmentsRequestRow")
        record UnassignmentRow(String telephoneNumber, @Nullable BlockState block, @Nullable Integer blockDays) {}
    }

    /** What a CSV body has as lines. */
    @Schema(name = "ReleasesRequest")
    record ReleasesRequest(List<ReleaseRow> rows) {

        @Schema(name = "ReleasesRequestRow")
        record ReleaseRow(String telephoneNumber) {}
    }

    /** What a CSV body has as lines. */
    @Schema(name = "EmergencyLocationsRequest")
    record EmergencyLocationsRequest(List<EmergencyLocationRow> rows) {

        @Schema(name = "EmergencyLocationsRequestRow")
        record EmergencyLocationRow(String telephoneNumber, UUID locationId) {}
    }
}
