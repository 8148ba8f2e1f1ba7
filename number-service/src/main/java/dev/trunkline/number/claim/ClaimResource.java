package dev.trunkline.number.claim;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.LargeBody;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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

@Tag(name = "Claims", description = "Calling Plan and Direct Routing numbers that a tenant lists itself")
@Path("/v1/tenants/{tenantId}/numbers")
@Produces(MediaType.APPLICATION_JSON)
class ClaimResource {

    /** Seconds that an import may take, the reading of its body included. */
    private static final int LONGEST_IMPORT = 600;

    private final ImportService imports;
    private final ClaimService claims;

    ClaimResource(ImportService imports, ClaimService claims) {
        this.imports = imports;
        this.claims = claims;
    }

    @POST
    @Path("import")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @LargeBody
    @Idempotent
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_IMPORT)
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(
            operationId = "importNumbers",
            summary = "Lists Calling Plan and Direct Routing numbers that the tenant has from elsewhere",
            description =
                    """
                    CSV (RFC 4180, UTF-8) with the fields' names as headings, or JSON. Only telephoneNumber and numberType must be there;
                    absent, numberSource is online and usage callingUserAssignment. A row that names assignmentTargetId says who has the
                    number now. A number that the tenant has listed before stays as it is.""")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ImportNumbersRequest.class))
            })
    @APIResponse(
            responseCode = "200",
            description =
                    "What became of the rows: all are counted, the first 1,000 shown; Location tells where all can be read",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    public Response importNumbers(
            @PathParam("tenantId") UUID tenantId,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        boolean json = MediaType.valueOf(contentType).isCompatible(MediaType.APPLICATION_JSON_TYPE);
        ImportView view = imports.receive(tenantId, body, json);
        return Response.ok(view)
                .header(HttpHeaders.LOCATION, "/v1/tenants/" + tenantId + "/numbers/imports/" + view.importId())
                .build();
    }

    @GET
    @Path("imports/{importId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getNumberImport", summary = "An import and how its rows ended; kept for 30 days")
    public ImportView get(@PathParam("tenantId") UUID tenantId, @PathParam("importId") UUID importId) {
        return imports.get(tenantId, importId);
    }

    @GET
    @Path("imports/{importId}/rows")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listNumberImportRows", summary = "What became of each row of an import, in its order")
    public Page<ImportView.Row> rows(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("importId") UUID importId,
            @QueryParam("status") @Nullable ImportRowStatus status,
            @BeanParam PageRequest page) {
        return imports.rows(tenantId, importId, status, page);
    }

    @DELETE
    @Path("{telephoneNumber}")
    @Transactional
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(operationId = "dropClaim", summary = "Takes an unassigned claim off the tenant's list")
    @APIResponse(responseCode = "204", description = "It is off the list; its history stays")
    public Response drop(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("telephoneNumber") String telephoneNumber,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        claims.drop(tenantId, telephoneNumber, ifMatch);
        return Response.noContent().build();
    }

    /** Rows to import; what a CSV body has as lines. */
    @Schema(name = "ImportNumbersRequest")
    record ImportNumbersRequest(List<Row> rows) {

        @Schema(name = "ImportNumbersRow")
        record Row(
                String telephoneNumber,
                NumberType numberType,
                @Nullable NumberSource numberSource,
                @Nullable Usage usage,
                @Nullable List<Usage> additionalUsages,
                @Nullable String city,
                @Nullable UUID assignmentTargetId,
                @Nullable AssignmentCategory assignmentCategory) {}
    }
}
