package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Withdrawing an operator, a country or a service: a question to number-service, which knows the numbers that stand in the way. */
@Path("/v1/tenants/{tenantId}/operators/{operatorId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Removal", description = "Withdrawing consent, as long as no number of the operator remains")
class RemovalResource {

    private static final String PREFER = "Prefer";
    private static final String ABOUT_WAITING =
            "With the header Prefer: wait=N the answer waits up to N seconds for the decision: 200, or 409 numbers-remain. "
                    + "Otherwise, or when it takes longer, 202 with the removal's Location.";

    private final RemovalService removals;
    private final EnablementQueries queries;
    private final RemovalWaiting waiting;

    RemovalResource(RemovalService removals, EnablementQueries queries, RemovalWaiting waiting) {
        this.removals = removals;
        this.queries = queries;
        this.waiting = waiting;
    }

    @DELETE
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Remove the operator", description = ABOUT_WAITING)
    @APIResponse(
            responseCode = "200",
            description = "Removed",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Being decided",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    public Response removeOperator(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(PREFER) @Nullable String prefer) {
        return remove(new EnablementKey(tenantId, operatorId), RemovalScope.operator(), ifMatch, prefer);
    }

    @DELETE
    @Path("/countries/{country}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Withdraw a country", description = ABOUT_WAITING)
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Being decided",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    public Response removeCountry(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @PathParam("country") String country,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(PREFER) @Nullable String prefer) {
        RemovalScope scope = new RemovalScope(RemovalScopeKind.COUNTRY, country, null, null);
        return remove(new EnablementKey(tenantId, operatorId), scope, ifMatch, prefer);
    }

    @DELETE
    @Path("/countries/{country}/services/{service}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    @Operation(summary = "Withdraw a service of a country", description = ABOUT_WAITING)
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Being decided",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    public Response removeService(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @PathParam("country") String country,
            @PathParam("service") OfferedService service,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(PREFER) @Nullable String prefer) {
        RemovalScope scope = new RemovalScope(RemovalScopeKind.SERVICE, country, null, service);
        return remove(new EnablementKey(tenantId, operatorId), scope, ifMatch, prefer);
    }

    @GET
    @Path("/removals/{removalId}")
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.PLATFORM_ADMIN})
    @Operation(summary = "A removal and what became of it")
    public RemovalView get(
            @PathParam("tenantId") UUID tenantId,
            @PathParam("operatorId") UUID operatorId,
            @PathParam("removalId") UUID removalId) {
        return RemovalView.of(queries.removal(new EnablementKey(tenantId, operatorId), removalId));
    }

    private Response remove(EnablementKey key, RemovalScope scope, @Nullable String ifMatch, @Nullable String prefer) {
        UUID removalId = removals.requestRemoval(key, scope, ifMatch);
        Removal removal = waiting.await(key, removalId, prefer);
        return switch (removal.state()) {
            case PENDING ->
                Response.accepted(RemovalView.of(removal))
                        .location(URI.create("/v1/tenants/" + key.tenantId() + "/operators/" + key.operatorId()
                                + "/removals/" + removalId))
                        .build();
            case ACCEPTED -> Response.ok(RemovalView.of(removal)).build();
            case REFUSED -> throw numbersRemain(removal);
        };
    }

    private static ProblemException numbersRemain(Removal removal) {
        Removal.Answer answer = Objects.requireNonNull(removal.answer());
        return new ProblemException(
                        EnablementProblem.NUMBERS_REMAIN,
                        "Unassign and release the numbers named in blockingNumbers, wait until they have left, and remove again.")
                .with("removalId", removal.removalId())
                .with("assigned", answer.assigned())
                .with("unassigned", answer.unassigned())
                .with("blockingNumbers", answer.blockingNumbers());
    }
}
