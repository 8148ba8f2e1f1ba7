package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
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

/** Uploads of an operator. */
@Path("/v1/operators/{operatorId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uploads", description = "Numbers for an order, with a result for each row")
class UploadResource {

    /** Seconds that a body may take, its checks included. */
    private static final int LONGEST_RECEPTION = 900;

    private final UploadService service;

    UploadResource(UploadService service) {
        this.service = service;
    }

    @POST
    @Path("/orders/{orderId}/uploads")
    @Consumes("text/csv")
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
                    A CSV file (RFC 4180, UTF-8) with our field names, the headings of the public operator portal, or the one column
                    Numbers; 1 to 1,000,000 rows. The same content for the same order answers the first upload while it runs and
                    once everything of it was delivered.""")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "202",
            description = "The upload is whole and its rows are on their way; Location tells where to follow it",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    public Response upload(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("orderId") UUID orderId,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            InputStream body) {
        Upload upload = service.receive(operatorId, orderId, body, length);
        return Response.accepted(UploadView.of(upload))
                .header(HttpHeaders.LOCATION, "/v1/operators/" + operatorId + "/uploads/" + upload.uploadId())
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
