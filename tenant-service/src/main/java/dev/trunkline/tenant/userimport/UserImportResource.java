package dev.trunkline.tenant.userimport;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
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
import java.net.URI;
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

/** Imports of a tenant's users. */
@Path("/v1/tenants/{tenantId}/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users", description = "Users, resource accounts and conference bridges")
class UserImportResource {

    private static final String CSV = "text/csv";

    /** Seconds that a body may take, its work included. */
    private static final int LONGEST_RECEPTION = 600;

    private final UserImportService imports;

    UserImportResource(UserImportService imports) {
        this.imports = imports;
    }

    @POST
    @Path("/import")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.TENANT_ADMIN)
    @LargeBody
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_RECEPTION)
    @Idempotent
    @Operation(
            summary = "Create and change up to 100,000 users at once",
            description =
                    """
                    A JSON array of users, or CSV (RFC 4180, UTF-8) whose headings are the names of their members, licences apart by
                    semicolons. The userId says whom a row is about, without one the userPrincipalName; a row whose user is not there
                    creates it. What a row does not mention stays as it is; null, or an empty cell, clears it. Rows are judged each
                    for itself; the answer counts, and the rows of the import tell of each. A name may pass from one user to another, and
                    users may swap names, when the rows name them by userId: a row whose name is kept by its holder, or whose holder's
                    row is rejected, is rejected with user-principal-name-taken. A body that ends too early counts as nothing.""")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = ImportedUser.class))
            })
    @APIResponse(
            responseCode = "201",
            description = "Applied; Location tells where what became of each row can be read",
            content = @Content(schema = @Schema(implementation = UserImportView.class)))
    public Response importUsers(
            @PathParam("tenantId") UUID tenantId,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            InputStream body) {
        boolean csv = type != null && MediaType.valueOf(type).isCompatible(MediaType.valueOf(CSV));
        UserImportView view = imports.receive(tenantId, body, length, csv ? CsvUserRows::of : JsonUserRows::of);
        return Response.created(URI.create("/v1/tenants/" + tenantId + "/users/imports/" + view.importId()))
                .entity(view)
                .build();
    }

    @GET
    @Path("/imports/{importId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "An import and how its rows ended", description = "Kept for 30 days.")
    public UserImportView get(@PathParam("tenantId") UUID tenantId, @PathParam("importId") UUID importId) {
        return imports.get(tenantId, importId);
    }

    @GET
    @Path("/imports/{importId}/rows")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "What became of each row of an import")
    public Page<UserImportRowView> rows(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("importId") UUID importId,
            @Nullable @QueryParam("outcome") ImportOutcome outcome,
            @BeanParam PageRequest page) {
        return imports.rows(tenantId, importId, outcome, page);
    }

    /** A row in JSON, for the document alone: rows are read one at a time as they come. */
    @Schema(name = "ImportedUser")
    record ImportedUser(
            @Nullable UUID userId,
            @Nullable String userPrincipalName,
            @Nullable String displayName,
            @Schema(implementation = AccountType.class) @Nullable String accountType,
            @Nullable String usageLocation,
            @Nullable List<String> licences,
            @Schema(implementation = CoexistenceMode.class) @Nullable String coexistenceMode,
            @Nullable String onPremLineUri,
            @Nullable String registrarPool,
            @Nullable String onlineVoiceRoutingPolicy) {}
}
