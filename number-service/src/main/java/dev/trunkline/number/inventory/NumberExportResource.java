package dev.trunkline.number.inventory;

import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Tag(name = "Numbers")
@Path("/v1/tenants/{tenantId}/numbers.csv")
class NumberExportResource {

    private static final String CSV = "text/csv";

    private final NumberExport export;

    NumberExportResource(NumberExport export) {
        this.export = export;
    }

    @GET
    @Produces(CSV)
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(
            operationId = "exportNumbers",
            summary = "The tenant's numbers by number as CSV; every filter of the list narrows it")
    @APIResponse(
            responseCode = "200",
            description = "A line of headings, then a line a number; lists within a cell have semicolons",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(@PathParam("tenantId") UUID tenantId, @BeanParam NumberFilter filter) {
        // Says what is wrong with the filter while it can still be said.
        filter.ranges(0);
        StreamingOutput body = stream -> export.write(tenantId, filter, stream);
        return Response.ok(body, CSV + ";charset=UTF-8;header=present")
                .header("Content-Disposition", "attachment; filename=\"numbers.csv\"")
                .build();
    }
}
