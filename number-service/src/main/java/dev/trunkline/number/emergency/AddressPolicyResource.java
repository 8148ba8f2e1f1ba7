package dev.trunkline.number.emergency;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.number.emergency.AddressPolicies.StatedPolicy;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Tag(name = "Emergency address policies")
@Path("/v1/operators/{operatorId}/emergency-address-policies")
@Produces(MediaType.APPLICATION_JSON)
class AddressPolicyResource {

    private final AddressPolicies policies;
    private final BusinessClock clock;

    AddressPolicyResource(AddressPolicies policies, BusinessClock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.OPERATOR, Roles.PLATFORM_ADMIN})
    @Operation(summary = "The scenario that the operator follows, per country that it states one for")
    public Page<PolicyView> list(@PathParam("operatorId") UUID operatorId) {
        return new Page<>(policies.list(operatorId).stream().map(PolicyView::of).toList(), null);
    }

    @PUT
    @Path("{country}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "States the scenario for a country; numbers that were delivered before keep theirs")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Stated for the first time",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Response state(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("country") String country,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull StatePolicyRequest request,
            @Context UriInfo uri) {
        if (!AddressRules.isCountry(country)) {
            throw new ProblemException(
                    EmergencyProblem.COUNTRY_INVALID,
                    "The country in the path is an ISO 3166-1 code of two capital letters.");
        }
        Optional<StatedPolicy> present = policies.lock(operatorId, country);
        present.ifPresent(policy -> EntityTags.requireMatch(ifMatch, policy.revision()));
        StatedPolicy stated = policies.state(operatorId, country, request.policy(), Moment.of(clock));
        Response.ResponseBuilder answer = present.isPresent() ? Response.ok() : Response.created(uri.getAbsolutePath());
        return answer.entity(PolicyView.of(stated))
                .tag(EntityTags.of(stated.revision()))
                .build();
    }

    @DELETE
    @Path("{country}")
    @Transactional
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "States no scenario for the country any more: then each number's own flags decide")
    @APIResponse(responseCode = "204", description = "No policy is stated now")
    public Response withdraw(
            @PathParam("operatorId") UUID operatorId,
            @PathParam("country") String country,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        StatedPolicy present = policies.lock(operatorId, country)
                .orElseThrow(() -> new ProblemException(
                        EmergencyProblem.POLICY_UNKNOWN, "GET …/emergency-address-policies lists the stated ones."));
        EntityTags.requireMatch(ifMatch, present.revision());
        policies.withdraw(operatorId, country);
        return Response.noContent().build();
    }

    /** The scenario to follow. */
    public record StatePolicyRequest(@NotNull AddressPolicy policy) {}

    /** A stated scenario. */
    @Schema(name = "EmergencyAddressPolicy")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PolicyView(String country, AddressPolicy policy, long version) {
        static PolicyView of(StatedPolicy stated) {
            return new PolicyView(stated.country(), stated.policy(), stated.revision());
        }
    }
}
