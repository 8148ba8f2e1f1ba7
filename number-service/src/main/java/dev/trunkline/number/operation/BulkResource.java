package dev.trunkline.number.operation;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.number.table.TableReader;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ValidationProblems;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.LargeBody;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A class path with the tenant in it would take the requests of every resource whose class path is shorter. */
@Tag(name = "Operations")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.TENANT_ADMIN)
class BulkResource {

    private static final String CSV = "text/csv";
    private static final int LONGEST_REASON = 500;

    private final OperationService operations;
    private final OperationConfig config;

    BulkResource(OperationService operations, OperationConfig config) {
        this.operations = operations;
        this.config = config;
    }

    @POST
    @Path("tenants/{tenantId}/assignments")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @LargeBody
    @Idempotent
    @Transactional
    @Operation(
            operationId = "assignNumbers",
            summary = "Assigns numbers, up to 10,000 in one request; telephoneNumber may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AssignmentsRequest.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response assign(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        return accept(tenantId, OperationKind.ASSIGNMENTS, reason, contentType, body);
    }

    @POST
    @Path("tenants/{tenantId}/unassignments")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @LargeBody
    @Idempotent
    @Transactional
    @Operation(
            operationId = "unassignNumbers",
            summary = "Takes numbers from their targets, up to 10,000 in one request; telephoneNumber may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = UnassignmentsRequest.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response unassign(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        return accept(tenantId, OperationKind.UNASSIGNMENTS, reason, contentType, body);
    }

    @POST
    @Path("tenants/{tenantId}/releases")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @LargeBody
    @Idempotent
    @Transactional
    @Operation(
            operationId = "releaseNumbers",
            summary = "Asks the operators to take unassigned numbers back, up to 10,000 in one request; telephoneNumber"
                    + " may be a range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReleasesRequest.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response release(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        return accept(tenantId, OperationKind.RELEASES, reason, contentType, body);
    }

    @POST
    @Path("tenants/{tenantId}/emergency-locations")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @LargeBody
    @Idempotent
    @Transactional
    @Operation(
            operationId = "locateNumbers",
            summary =
                    "Sends emergency calls of numbers elsewhere, up to 10,000 in one request; telephoneNumber may be a"
                            + " range")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = EmergencyLocationsRequest.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response locate(
            @PathParam("tenantId") UUID tenantId,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        return accept(tenantId, OperationKind.EMERGENCY_LOCATIONS, reason, contentType, body);
    }

    private Response accept(
            UUID tenantId, OperationKind kind, @Nullable String reason, String contentType, InputStream body) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw ValidationProblems.of(
                    List.of(new ProblemError("invalid", "reason has at most " + LONGEST_REASON + " characters", null)));
        }
        boolean json = MediaType.valueOf(contentType).isCompatible(MediaType.APPLICATION_JSON_TYPE);
        BulkWork work = operations.work(kind);
        OperationView operation = operations.accept(
                tenantId,
                kind,
                TableReader.read(body, json, work.fields(), work.countingFields(), config.maxRows()),
                reason);
        return Response.accepted(operation)
                .header(HttpHeaders.LOCATION, "/v1/tenants/" + tenantId + "/operations/" + operation.operationId())
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
