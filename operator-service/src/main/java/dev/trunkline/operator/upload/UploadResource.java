package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.LargeBody;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.Roles;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Uploads of an operator. */
@Path("/v1/operators/{operatorId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads", description = "Numbers for an order, with a result for each row")
class UploadResource {

    /** Seconds that a body may take, its checks included. */
    private static final int LONGEST_RECEPTION = 900;

    private final UploadService service;
    private final UploadRetry retries;
    private final UploadRowsCsv csv;
    private final UploadProgress progress;

    UploadResource(UploadService service, UploadRetry retries, UploadRowsCsv csv, UploadProgress progress) {
        this.service = service;
        this.retries = retries;
        this.csv = csv;
        this.progress = progress;
    }

    @POST
    @Path("/orders/{orderId}/uploads")
    @Consumes({UploadFormat.CSV_TYPE, UploadFormat.NDJSON_TYPE, MediaType.APPLICATION_JSON})
    @LargeBody
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_RECEPTION)
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "uploadNumbers",
            summary = "Uploads numbers for an order",
            description =
                    """
                    1 to 1,000,000 rows in UTF-8: a CSV file (RFC 4180; semicolons where the heading shows them) with our field names,
                    the headings of the public operator portal, or the one column Numbers; one JSON object in each line; or a JSON
                    array of objects. A range such as +14255550100-+14255550199 counts as its numbers. The same content and flags for
                    the same order answer the first upload while it runs and once everything of it was delivered.""")
    @Parameter(
            name = "dryRun",
            in = ParameterIn.QUERY,
            description = "Check everything and deliver nothing; what comes out is advice",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "atomic",
            in = ParameterIn.QUERY,
            description = "Deliver all rows, up to 10,000, or none of them",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = UploadFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = UploadFormat.NDJSON_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = UploadRowDocument.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "The upload is whole and its rows are on their way; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    public Response upload(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Context UriInfo uri,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            InputStream body) {
        String query = Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), "");
        UploadFlags flags = new UploadFlags(flag("dryRun", query), flag("atomic", query));
        Upload upload =
                service.receive(operatorId, orderId, flags, UploadFormat.of(type), new UploadBody(body, length));
        return accepted(upload);
    }

    @POST
    @Path("/uploads/{uploadId}/retry")
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_RECEPTION)
    @Idempotent
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "retryUpload",
            summary = "Tries the failed rows of an upload again, and no others",
            description =
                    "Every failed row is checked anew against the order and the offer as they are now, and handed on again.")
    @APIResponse(
            responseCode = "202",
            description = "The failed rows are on their way again",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    public Response retry(@PathParam("operatorId") UUID operatorId, @PathParam("uploadId") UUID uploadId) {
        return accepted(retries.retry(operatorId, uploadId));
    }

    private static Response accepted(Upload upload) {
        return Response.accepted(UploadView.of(upload))
                .header(HttpHeaders.LOCATION, "/v1/operators/" + upload.operatorId() + "/uploads/" + upload.uploadId())
                .build();
    }

    @GET
    @Path("/orders/{orderId}/uploads")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listUploads", summary = "Lists an order's uploads, oldest first")
    public Page<UploadView> ofOrder(
            @PathParam("operatorId") UUID operatorId, @PathParam("orderId") UUID orderId, @BeanParam PageRequest page) {
        return service.ofOrder(operatorId, orderId, page);
    }

    @GET
    @Path("/uploads/{uploadId}")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "getUpload", summary = "Shows how far an upload is")
    public UploadView get(@PathParam("operatorId") UUID operatorId, @PathParam("uploadId") UUID uploadId) {
        return UploadView.of(service.get(operatorId, uploadId));
    }

    @GET
    @Path("/uploads/{uploadId}/rows")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(operationId = "listUploadRows", summary = "Lists the rows of an upload with their results")
    public Page<UploadRowView> rows(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("uploadId") UUID uploadId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only rows of this status",
                            schema = @Schema(implementation = RowStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return service.rows(operatorId, uploadId, status(status), page);
    }

    @GET
    @Path("/uploads/{uploadId}/rows")
    @Produces(UploadFormat.CSV_TYPE + ";qs=0.5")
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "exportUploadRows",
            summary = "The rows of an upload with their results as a file",
            description =
                    """
                    All rows, or those of one status, with the columns line, status, code and detail. The file can be corrected and
                    uploaded again as it is. Cells that a spreadsheet could take for a formula begin with an apostrophe.""")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = UploadFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response export(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("uploadId") UUID uploadId,
            @Nullable
                    @QueryParam("status")
                    @Parameter(
                            description = "Only rows of this status",
                            schema = @Schema(implementation = RowStatus.class))
                    String status) {
        RowStatus wanted = status(status);
        service.get(operatorId, uploadId);
        StreamingOutput file = out -> csv.write(operatorId, uploadId, wanted, out);
        return Response.ok(file, UploadFormat.CSV_TYPE + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"upload-" + uploadId + ".csv\"")
                .build();
    }

    @GET
    @Path("/uploads/{uploadId}/progress")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "followUpload",
            summary = "Follows an upload as server-sent events",
            description =
                    """
                    An event progress with the upload after each change, and ended as the last one. A stream ends after ten minutes at
                    the latest; connect again to go on.""")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> progress(
            @PathParam("operatorId") UUID operatorId, @PathParam("uploadId") UUID uploadId, @Context Sse sse) {
        service.get(operatorId, uploadId);
        return progress.of(operatorId, uploadId, sse);
    }

    /** A flag without a value is set: what was meant as a dry run must not deliver. */
    private static boolean flag(String name, String query) {
        boolean set = false;
        for (String parameter : query.split("&", -1)) {
            if (parameter.equals(name) || parameter.equals(name + "=") || parameter.equals(name + "=true")) {
                set = true;
            } else if (parameter.startsWith(name + "=") && !parameter.equals(name + "=false")) {
                throw new ProblemException(
                        UploadProblem.FILTER_UNKNOWN,
                        "Give true or false for " + name + ", or leave it out.",
                        List.of(new ProblemError("invalid", name + " must be true or false.", null)));
            }
        }
        return set;
    }

    private static @Nullable RowStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return RowStatus.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    UploadProblem.FILTER_UNKNOWN,
                    "Correct the query parameter status, or leave it out.",
                    List.of(new ProblemError("status-unknown", "status: " + e.getMessage() + ".", null)));
        }
    }
}
